/**
 *   npm run bench                  the transport without a drive: the system call ends at once, the worst ratio there is
 *   npm run bench -- /dev/sg0      the transport on a drive with a medium: the goals are for this one; with sg3_utils
 *                                  there, sg_turs too
 *   npm run bench -- mmc           declarations against code written by hand
 *   npm run bench -- ioctl         control codes against the commands that they become
 *   npm run bench -- virtual       the virtual drive against a plain copy, and what the judge costs
 *   npm run bench -- images        the virtual drive with an image against reading its file
 *   npm run bench -- iscsi         both ends of iSCSI against tgtd and libiscsi
 *   npm run bench -- bd           a BD of 25 GB, recorded and read, against a file
 *
 * Compare ratios, not microseconds: other work on the machine moves both sides.
 */
const what = process.argv[2];
if (what === 'mmc') await import('./mmc.mjs');
else if (what === 'ioctl') await import('./ioctl.mjs');
else if (what === 'virtual') await import('./virtual.mjs');
else if (what === 'images') await import('./images.mjs');
else if (what === 'iscsi') await import('./iscsi.mjs');
else if (what === 'bd') await import('./bd.mjs');
else await (await import('./transport.mjs')).benchTransport(what);
