/** Where in test/stand-in/recordings a vector comes from. */

export interface Evidence {
  /** Name of the recording. */
  readonly recording: string;
  readonly how: 'sent' | 'decoded';
  /** What the program printed of the bytes: each is in one line of its output. */
  readonly printed: readonly string[];
  /** Bytes that the program draws anew each time. */
  readonly random?: readonly [start: number, end: number];
  /** In words. */
  readonly source: string;
}

/** A recording; `program` is what it names, so that a regenerated one with another version shows. */
export function recording(name: string, program: string) {
  return {
    sent: (random?: Evidence['random']): Evidence => ({
      ...{ recording: name, how: 'sent', printed: [], source: `sent by ${program}` },
      ...(random && { random }),
    }),
    decoded: (...printed: string[]): Evidence => ({
      recording: name,
      how: 'decoded',
      printed,
      source: `decoded by ${program}`,
    }),
  };
}

export const kernel = recording('kernel', 'Linux 6.1.0-56-cloud-amd64');
export const libiscsi = recording('libiscsi', 'libiscsi 1.19.0');
export const libsgutils2 = recording('libsgutils2', 'libsgutils2 1.46');
export const libcdio = recording('libcdio', 'libcdio 2.1.0');
export const libqpxtransport = recording('libqpxtransport', 'libqpxtransport of QPxTool 0.8.1');
export const qscan = (medium: string) => recording(`qscan-${medium}`, 'QPxTool 0.8.1');
export const libaacs = recording('libaacs', 'libaacs 0.11.1');
export const wodimAtip = recording('wodim-atip', 'wodim of cdrkit 1.1.11');
export const cdrskinMinfo = recording('cdrskin-minfo', 'cdrskin 1.5.4');
export const cdrdaoDiskInfo = recording('cdrdao-disk-info', 'cdrdao 1.2.4');
export const mediaInfo = (medium: string) => recording(`dvd+rw-mediainfo-${medium}`, 'dvd+rw-tools 7.1');
export const growisofs = recording('growisofs-dvd-r', 'growisofs of dvd+rw-tools 7.1');
export const dvdRamControl = (state: string) => recording(`dvd-ram-control-${state}`, 'dvd+rw-tools 7.1');
export const sgRbuf = recording('sg_rbuf', 'sg3_utils 1.46');
export const sgPersistMove = recording('sg_persist-move', 'sg3_utils 1.46');
export const sgWrMode6 = recording('sg_wr_mode-6', 'sg3_utils 1.46');
export const stenc = (action: string) => recording(`stenc-${action}`, 'stenc 1.0.7');
export const sgReadBufferEcho = recording('sg_read_buffer-echo', 'sg3_utils 1.46');
export const sgVpdBlockLimits = recording('sg_vpd-block-limits', 'sg3_utils 1.46');
export const sgGetConfigFeatures = recording('sg_get_config-features', 'sg3_utils 1.46');
export const icedax = recording('icedax', 'icedax of cdrkit 1.1.11');
export const tsharkBlock = recording('tshark-block', 'tshark 4.0.17');
export const tshark = recording('tshark', 'tshark 4.0.17');
