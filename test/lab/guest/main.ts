/** The lab, as the guest runs it: `main.js WORK_FOLDER`. Every check is written to /out as it is made. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkContent, compareObservations, runConformance, type Subject, type Told } from './conformance-step.js';
import { Lab, type Places } from './lab.js';
import { compareBlockPeers, comparePeers } from './peers-step.js';
import { linuxNode, windowsNode } from './programs.js';
import { startWindows } from './windows-step.js';

const work = process.argv[2];
if (!work) throw new Error('usage: main.js WORK_FOLDER');
const places: Places = { app: join(work, 'app'), work, out: '/out' };
const lab = new Lab(places);
const onLinux = linuxNode(places);
const onWindows = windowsNode(places);

/** What each subject told, by its label; a subject whose suite did not finish is a failed check already. */
const told = new Map<string, Told>();
async function conform(label: string, subject: Omit<Subject, 'label'>): Promise<void> {
  const observations = await runConformance(lab, { label, ...subject });
  if (observations) told.set(label, [label, observations]);
}
/** Runs a comparison of subjects; it has failed when one of them told nothing. */
async function compare(labels: readonly string[], body: (...subjects: Told[]) => Promise<void>): Promise<void> {
  const subjects = labels.map((label) => told.get(label)).filter((each) => each !== undefined);
  if (subjects.length === labels.length) await body(...subjects);
  else lab.record({ name: `${labels.join(' and ')} can be compared`, error: 'a suite did not run to its end' });
}

await conform('/dev/sr0', { device: '/dev/sr0', runScript: onLinux });
await conform('/dev/sg0', { device: '/dev/sg0', runScript: onLinux });
await compare(['/dev/sr0', '/dev/sg0'], (a, b) => compareObservations(lab, a!, b!));
for (const label of ['/dev/sr0', '/dev/sg0'])
  await compare([label], async (each) => {
    await checkContent(lab, each!);
    await comparePeers(lab, each!);
    if (label.startsWith('/dev/sr')) await compareBlockPeers(lab, each!);
  });

await startWindows(lab, 'd', '/dev/sr0');
await conform('D:', { device: 'D:', runScript: onWindows, isWindows: true });
await compare(['/dev/sr0', 'D:'], (a, b) => compareObservations(lab, a!, b!));

writeFileSync(join(places.out, 'figures.json'), JSON.stringify(lab.figures, undefined, 2));
writeFileSync(join(places.out, 'finished'), '');
