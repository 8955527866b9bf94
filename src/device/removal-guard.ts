/**
 * No drive is left locked. A device that has prevented medium removal allows it again when it is closed, and when the
 * process ends, by itself or by a signal that can be caught.
 */
type Release = () => void;

const releases = new Set<Release>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function releaseAll(): void {
  for (const release of releases) release();
  releases.clear();
}

function onSignal(signal: NodeJS.Signals): void {
  releaseAll();
  unsubscribe();
  // Where nobody else listens, the signal's own effect (ending the process) still has to happen.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}

function subscribe(): void {
  process.on('exit', releaseAll);
  for (const signal of signals) process.on(signal, onSignal);
}

function unsubscribe(): void {
  process.off('exit', releaseAll);
  for (const signal of signals) process.off(signal, onSignal);
}

/** Runs `release` should the process end before {@link unguardRemoval}. It must be synchronous and must not throw. */
export function guardRemoval(release: Release): void {
  if (releases.size === 0) subscribe();
  releases.add(release);
}

/** The lock is gone; there is nothing left to release. */
export function unguardRemoval(release: Release): void {
  if (releases.delete(release) && releases.size === 0) unsubscribe();
}
