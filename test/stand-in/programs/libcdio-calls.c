/* Has libcdio send commands to a drive: libcdio-calls /dev/sr9 */
#include <cdio/cdio.h>
#include <cdio/mmc.h>
#include <cdio/mmc_cmds.h>
#include <cdio/mmc_hl_cmds.h>
#include <cdio/mmc_ll_cmds.h>
#include <stdio.h>

#define CALL(call) printf("%s: %d\n", #call, (int)(call)), fflush(stdout)

int main(int count, char **arguments) {
  static uint8_t data[4096];
  CdIo_t *drive = count > 1 ? cdio_open(arguments[1], DRIVER_LINUX) : NULL;
  if (!drive) return 1;
  cdio_subchannel_t position = {.format = CDIO_SUBCHANNEL_CURRENT_POSITION};
  cdio_dvd_struct_t structure = {.physical.layer_num = 1};
  CALL(mmc_read_disc_information(drive, data, 34, CDIO_MMC_READ_DISC_INFO_STANDARD, 0));
  CALL(mmc_read_disc_information(drive, data, 12, CDIO_MMC_READ_DISC_INFO_TRACK, 0));
  CALL(mmc_read_disc_information(drive, data, 16, CDIO_MMC_READ_DISC_INFO_POW, 0));
  CALL(mmc_audio_read_subchannel(drive, &position));
  CALL(mmc_get_event_status(drive, data));
  printf("event status %02x %02x\n", data[0], data[1]);
  CALL(mmc_get_media_changed(drive));
  CALL(mmc_get_tray_status(drive));
  CALL(mmc_get_dvd_struct_physical(drive, &structure));
  printf("layers %u, book type %u, version %u, rate %u, track density %u, linear density %u, start %u, end %u, layer 0 %u\n",
         structure.physical.layer[1].nlayers, structure.physical.layer[1].book_type, structure.physical.layer[1].book_version,
         structure.physical.layer[1].min_rate, structure.physical.layer[1].track_density,
         structure.physical.layer[1].linear_density, structure.physical.layer[1].start_sector,
         structure.physical.layer[1].end_sector, structure.physical.layer[1].end_sector_l0);
  printf("position: audio status %u, track %u, index %u, absolute %02x:%02x.%02x, relative %02x:%02x.%02x\n",
         position.audio_status, position.track, position.index, position.abs_addr.m, position.abs_addr.s,
         position.abs_addr.f, position.rel_addr.m, position.rel_addr.s, position.rel_addr.f);
  char *text = mmc_get_mcn(drive);
  printf("catalog number %s\n", text ? text : "none");
  text = mmc_get_track_isrc(drive, 7);
  printf("code of track 7 %s\n", text ? text : "none");
  CALL(mmc_set_speed(drive, 706, 0));
  const cdtext_t *names = cdio_get_cdtext(drive);
  printf("title of the disc %s, of track 1 %s\n", names ? cdtext_get_const(names, CDTEXT_FIELD_TITLE, 0) : "none",
         names ? cdtext_get_const(names, CDTEXT_FIELD_TITLE, 1) : "none");
  cdio_destroy(drive);
  return 0;
}
