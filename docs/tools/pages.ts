/** All pages of docs/commands. */
import { commandPage } from './command-page.js';
import { families } from './families.js';
import { indexPage } from './index-page.js';
import { discStructuresPage, featuresPage, modePagesPage } from './reference-pages.js';

/** The pages by file name, as the declarations give them now. */
export async function commandPages(): Promise<Map<string, string>> {
  const pages = new Map([
    ['README.md', indexPage()],
    ['features.md', featuresPage()],
    ['mode-pages.md', modePagesPage()],
    ['disc-structures.md', discStructuresPage()],
  ]);
  for (const family of families) {
    if (pages.has(family.page)) throw new Error(`two commands want the page ${family.page}`);
    pages.set(family.page, await commandPage(family));
  }
  return pages;
}
