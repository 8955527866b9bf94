/** iSCSI names (RFC 3720, RFC 7143). */

/** The port that is registered for iSCSI. */
export const iscsiPort = 3260;

/** Whether `name` is an iSCSI name: `iqn.`, `eui.` or `naa.`, at most 223 bytes. */
export function isIscsiName(name: string): boolean {
  if (name.length > 223) return false;
  return (
    /^iqn\.[0-9]{4}-[0-9]{2}\.[a-z0-9.-]+(?::[^\s\0]*)?$/i.test(name) ||
    /^eui\.[0-9a-f]{16}$/i.test(name) ||
    /^naa\.(?:[0-9a-f]{16}|[0-9a-f]{32})$/i.test(name)
  );
}

/** `127.0.0.1:3260`, `[::1]:3260`. */
export const addressText = (host: string, port: number): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;

/** The name of an initiator port: of the initiator, and the ISID in twelve hexadecimal digits. Names have no case. */
export const initiatorPortName = (initiatorName: string, isid: string): string =>
  `${initiatorName},i,0x${isid}`.toLowerCase();

/** The initiator and the ISID in the name of a port. */
export function initiatorOfPort(port: string): { readonly name: string; readonly isid: string } {
  const at = port.lastIndexOf(',');
  return { name: port.slice(0, at - 2), isid: port.slice(at + 3) };
}
