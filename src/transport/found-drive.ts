/** An optical drive that the operating system knows. No command was sent to it. */
export interface FoundDrive {
  /** The name to open it by, e.g. `/dev/sr0`. */
  readonly name: string;
  /** Every name it can be opened by, e.g. `/dev/sr0` and `/dev/sg1`. */
  readonly nodes: readonly string[];
  /** As in INQUIRY data, without the padding; undefined where the system does not say. */
  readonly vendor: string | undefined;
  readonly model: string | undefined;
  readonly firmware: string | undefined;
}

/** The end of an error message: which drives there are. */
export function describeDrives(drives: readonly FoundDrive[]): string {
  if (drives.length === 0) return 'No optical drive was found on this machine';
  const lines = drives.map(({ nodes, vendor, model }) => {
    const product = [vendor, model].filter(Boolean).join(' ');
    return nodes.join(' = ') + (product ? ` (${product})` : '');
  });
  return `Drives here: ${lines.join(', ')}`;
}
