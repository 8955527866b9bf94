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
