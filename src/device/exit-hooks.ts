/** Runs what must happen before the process ends: by itself, or by a signal that can be caught. */
type Hook = () => void;

const hooks = new Set<Hook>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function runAll(): void {
  for (const hook of hooks) hook();
  hooks.clear();
}

function onSignal(signal: NodeJS.Signals): void {
  runAll();
  unsubscribe();
  // Where nobody else listens, the signal's own effect (ending the process) still has to happen.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}

function subscribe(): void {
  process.on('exit', runAll);
  for (const signal of signals) process.on(signal, onSignal);
}

function unsubscribe(): void {
  process.off('exit', runAll);
  for (const signal of signals) process.off(signal, onSignal);
}

/** Runs `hook` should the process end before {@link removeExitHook}. It must be synchronous and must not throw. */
export function addExitHook(hook: Hook): void {
  if (hooks.size === 0) subscribe();
  hooks.add(hook);
}

/** There is nothing left for `hook` to do. */
export function removeExitHook(hook: Hook): void {
  if (hooks.delete(hook) && hooks.size === 0) unsubscribe();
}
