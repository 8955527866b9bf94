/* Has libsgutils2 send commands to a drive: sgutils-calls /dev/sg9 */
#include <fcntl.h>
#include <stdio.h>
#include <scsi/sg_cmds.h>
#include <scsi/sg_cmds_extra.h>
#include <scsi/sg_cmds_mmc.h>

int main(int count, char **arguments) {
  static unsigned char data[4096];
  int drive = count > 1 ? open(arguments[1], O_RDWR | O_NONBLOCK) : -1;
  if (drive < 0) return 1;
  sg_ll_format_unit(drive, 0, false, false, false, 1, 10, NULL, 0, false, 0);
  sg_ll_format_unit(drive, 0, false, true, false, 7, 10, data, 12, false, 0);
  for (int type = 0; type <= 5; type++) sg_ll_get_performance(drive, 1, 0x01020304, 2, type, data, 64, false, 0);
  sg_ll_set_streaming(drive, 5, data, 16, false, 0);
  sg_ll_read_buffer(drive, 3, 0, 0, data, 4, false, 0);
  return 0;
}
