/*
 * Asks Linux's cdrom driver for everything it builds a CDB for, one ioctl at a time, and prints what the SCSI layer then
 * dispatched: `ioctl NAME`, and a line of hexadecimal for each CDB. Needs root, a drive, and the tracing file system.
 *
 *   kernel-ioctls /dev/sr0
 */
#include <fcntl.h>
#include <limits.h>
#include <linux/cdrom.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define TRACING "/sys/kernel/tracing/"

static int drive;

static void put(const char *file, const char *text) {
  int fd = open(file, O_WRONLY | O_TRUNC);
  if (fd < 0 || write(fd, text, strlen(text)) < 0) perror(file), exit(1);
  close(fd);
}

static void print_cdbs(void) {
  static char line[4096];
  FILE *trace = fopen(TRACING "trace", "r");
  while (trace && fgets(line, sizeof line, trace)) {
    char *raw = strstr(line, " raw=");
    if (raw) raw[5 + strcspn(raw + 5, ")\n")] = 0, puts(raw + 5);
  }
  if (trace) fclose(trace);
}

static void ask(const char *name, unsigned long request, void *argument) {
  put(TRACING "trace", "");
  ioctl(drive, request, argument);
  printf("ioctl %s\n", name);
  print_cdbs();
  fflush(stdout);
}
#define ASK(request, argument) ask(#request, request, (void *)(argument))

static void ask_structures(void) {
  static dvd_struct s;
  for (int type = DVD_STRUCT_PHYSICAL; type <= DVD_STRUCT_MANUFACT; type++) {
    char name[64];
    memset(&s, 0, sizeof s);
    s.type = (uint8_t)type;
    if (type == DVD_STRUCT_DISCKEY) s.disckey.agid = 2;
    if (type == DVD_STRUCT_PHYSICAL || type == DVD_STRUCT_COPYRIGHT || type == DVD_STRUCT_MANUFACT) s.physical.layer_num = 1;
    snprintf(name, sizeof name, "DVD_READ_STRUCT type %d", type);
    ask(name, DVD_READ_STRUCT, &s);
  }
}

static void ask_authentication(void) {
  static const char *const names[] = {
      "DVD_LU_SEND_AGID",   "DVD_HOST_SEND_CHALLENGE", "DVD_LU_SEND_KEY1",    "DVD_LU_SEND_CHALLENGE", "DVD_HOST_SEND_KEY2",
      "DVD_AUTH_ESTABLISHED", "DVD_AUTH_FAILURE",      "DVD_LU_SEND_TITLE_KEY", "DVD_LU_SEND_ASF",     "DVD_INVALIDATE_AGID",
      "DVD_LU_SEND_RPC_STATE", "DVD_HOST_SEND_RPC_STATE"};
  for (int type = 0; type < 12; type++) {
    static dvd_authinfo a;
    char name[64];
    memset(&a, 0, sizeof a);
    a.type = (uint8_t)type;
    if (type == DVD_LU_SEND_TITLE_KEY) a.lstk.agid = 2, a.lstk.lba = 0x01020304;
    else if (type == DVD_HOST_SEND_RPC_STATE) a.hrpcs.pdrc = 0xfe;
    else if (type != DVD_LU_SEND_RPC_STATE) a.lsa.agid = 2;
    snprintf(name, sizeof name, "DVD_AUTH %s", names[type]);
    ask(name, DVD_AUTH, &a);
  }
}

int main(int count, char **arguments) {
  drive = open(count > 1 ? arguments[1] : "/dev/sr0", O_RDONLY | O_NONBLOCK);
  if (drive < 0) return perror(arguments[1]), 1;
  put(TRACING "events/scsi/scsi_dispatch_cmd_start/enable", "1");
  put(TRACING "tracing_on", "1");

  static struct cdrom_msf range = {1, 2, 3, 4, 5, 6};
  static struct cdrom_ti tracks = {1, 2, 3, 4};
  static struct cdrom_blk blocks = {150, 300};
  static struct cdrom_tochdr header;
  static struct cdrom_tocentry entry = {.cdte_track = 1, .cdte_format = CDROM_MSF};
  static struct cdrom_subchnl position = {.cdsc_format = CDROM_MSF};
  static struct cdrom_multisession sessions = {.addr_format = CDROM_LBA};
  static struct cdrom_mcn mcn;
  static struct cdrom_volctrl volume;
  static unsigned char frames[4 * 2646];
  static struct cdrom_read_audio audio = {.addr.lba = 16, .addr_format = CDROM_LBA, .nframes = 2};
  static long block;
  audio.buf = frames;

  ASK(CDROMPLAYMSF, &range);
  ASK(CDROMPLAYTRKIND, &tracks);
  ASK(CDROMPLAYBLK, &blocks);
  ASK(CDROMPAUSE, 0);
  ASK(CDROMRESUME, 0);
  ASK(CDROMSTOP, 0);
  ASK(CDROMSTART, 0);
  ASK(CDROMREADTOCHDR, &header);
  ASK(CDROMREADTOCENTRY, &entry);
  ASK(CDROMSUBCHNL, &position);
  ASK(CDROM_GET_MCN, &mcn);
  ASK(CDROMMULTISESSION, &sessions);
  ASK(CDROMVOLREAD, &volume);
  ASK(CDROMVOLCTRL, &volume);
  ASK(CDROMSEEK, &range);
  ASK(CDROM_LOCKDOOR, 1);
  ASK(CDROM_LOCKDOOR, 0);
  ASK(CDROM_SELECT_SPEED, 4);
  ASK(CDROM_SELECT_DISC, 1);
  ASK(CDROM_CHANGER_NSLOTS, 0);
  ASK(CDROM_DISC_STATUS, 0);
  ASK(CDROM_DRIVE_STATUS, CDSL_CURRENT);
  ASK(CDROM_MEDIA_CHANGED, 0);
  ASK(CDROM_LAST_WRITTEN, &block);
  ASK(CDROM_NEXT_WRITABLE, &block);
  ASK(CDROMREADAUDIO, &audio);
  memcpy(frames, (unsigned char[]){0, 2, 16}, 3);
  ASK(CDROMREADRAW, frames);
  memcpy(frames, (unsigned char[]){0, 2, 16}, 3);
  ASK(CDROMREADMODE1, frames);
  memcpy(frames, (unsigned char[]){0, 2, 16}, 3);
  ASK(CDROMREADMODE2, frames);
  ask_structures();
  ask_authentication();
  ASK(CDROMEJECT, 0);
  ASK(CDROMCLOSETRAY, 0);
  return 0;
}
