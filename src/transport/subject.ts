/** How a message about `name` begins: `/dev/sr0: `, and `D: ` without a second colon. */
export function subjectOf(name: string): string {
  return name.endsWith(':') ? `${name} ` : `${name}: `;
}
