/** All pages of docs/ioctls. */
import { referenceCodes } from '../../../test/src/ioctl/rows/reference.js';
import { indexPage } from './index-page.js';
import { ioctlPage, pageOf } from './ioctl-page.js';

/** The pages by file name, as declarations and reference table give them now. */
export async function ioctlPages(): Promise<Map<string, string>> {
  const pages = new Map([['README.md', indexPage()]]);
  for (const code of referenceCodes) pages.set(pageOf(code.name), await ioctlPage(code));
  return pages;
}
