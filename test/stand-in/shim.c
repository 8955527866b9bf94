/*
 * Preloaded into a program, it puts a drive behind one name that need not exist. What the program then sends by SG_IO
 * or CDROM_SEND_PACKET goes through a Unix socket to server.ts, and what that answers comes back as the drive's.
 *
 *   STAND_IN_NODE    the name: /dev/sr9 for a block device, anything else for a character device
 *   STAND_IN_SOCKET  where server.ts listens
 *   STAND_IN_MOUNT   a folder that getmntent() calls mounted from STAND_IN_NODE
 *   STAND_IN_TRUSTS  when set, libgcrypt finds every signature good: no key can sign for the drive of a test
 *
 * On the wire, all numbers little-endian 32 bits: ask = direction (0 none, 1 in, 2 out), CDB length, data length, CDB,
 * data out; answer = SCSI status, sense length, data length, sense, data in.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/cdrom.h>
#include <mntent.h>
#include <scsi/scsi.h>
#include <scsi/scsi_ioctl.h>
#include <scsi/sg.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int names_drive(const char *path) {
  const char *node = getenv("STAND_IN_NODE");
  return path && node && !strcmp(path, node);
}

/* By its other end, so that what a program inherits or duplicates is the drive, too. */
static int is_drive(int fd) {
  struct sockaddr_un address;
  socklen_t length = sizeof address;
  const char *path = getenv("STAND_IN_SOCKET");
  memset(&address, 0, sizeof address);
  int error = errno, failed = getpeername(fd, (struct sockaddr *)&address, &length);
  errno = error;
  return !failed && path && address.sun_family == AF_UNIX && !strcmp(address.sun_path, path);
}

static int connect_drive(void) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  const char *path = getenv("STAND_IN_SOCKET");
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (fd < 0 || !path) return -1;
  strncpy(address.sun_path, path, sizeof address.sun_path - 1);
  if (connect(fd, (struct sockaddr *)&address, sizeof address)) {
    close(fd);
    errno = ENXIO;
    return -1;
  }
  return fd;
}

static int all(int fd, void *bytes, size_t length, int is_write) {
  for (size_t done = 0; done < length;) {
    char *at = (char *)bytes + done;
    ssize_t n = is_write ? write(fd, at, length - done) : read(fd, at, length - done);
    if (n <= 0) return -1;
    done += (size_t)n;
  }
  return 0;
}

struct exchange {
  const unsigned char *cdb;
  uint32_t cdb_length;
  uint32_t direction;
  void *data;
  uint32_t data_length;
  unsigned char *sense;
  uint32_t sense_size;
  uint32_t sense_length;
  uint32_t status;
  uint32_t transferred;
};

static int exchange(int fd, struct exchange *x) {
  uint32_t ask[3] = {x->direction, x->cdb_length, x->data_length}, answer[3];
  unsigned char sense[256];
  if (all(fd, ask, sizeof ask, 1) || all(fd, (void *)x->cdb, x->cdb_length, 1)) return -1;
  if (x->direction == 2 && all(fd, x->data, x->data_length, 1)) return -1;
  if (all(fd, answer, sizeof answer, 0) || answer[1] > sizeof sense || answer[2] > x->data_length) return -1;
  if (all(fd, sense, answer[1], 0) || all(fd, x->data, answer[2], 0)) return -1;
  x->status = answer[0];
  x->sense_length = answer[1] < x->sense_size ? answer[1] : x->sense_size;
  if (x->sense) memcpy(x->sense, sense, x->sense_length);
  x->transferred = x->direction == 2 ? x->data_length : answer[2];
  return 0;
}

static int sg_io(int fd, sg_io_hdr_t *h) {
  if (h->interface_id != 'S') return errno = EINVAL, -1;
  struct exchange x = {
      .cdb = h->cmdp, .cdb_length = h->cmd_len, .data = h->dxferp, .data_length = h->dxfer_len, .sense = h->sbp,
      .sense_size = h->mx_sb_len};
  x.direction = h->dxfer_direction == SG_DXFER_TO_DEV ? 2 : h->dxfer_direction == SG_DXFER_NONE ? 0 : 1;
  if (x.direction == 0) x.data_length = 0;
  if (exchange(fd, &x)) return errno = EIO, -1;
  h->status = (unsigned char)x.status;
  h->masked_status = (unsigned char)(x.status >> 1 & 0x1f);
  h->sb_len_wr = (unsigned char)x.sense_length;
  h->host_status = 0;
  h->driver_status = x.status == 2 ? 8 : 0;
  h->resid = (int)(h->dxfer_len - x.transferred);
  h->duration = 1;
  h->info = x.status ? SG_INFO_CHECK : SG_INFO_OK;
  return 0;
}

static int send_packet(int fd, struct cdrom_generic_command *c) {
  struct exchange x = {
      .cdb = c->cmd, .cdb_length = CDROM_PACKET_SIZE, .data = c->buffer, .data_length = c->buflen,
      .sense = (unsigned char *)c->sense, .sense_size = c->sense ? sizeof *c->sense : 0};
  x.direction = c->data_direction == CGC_DATA_WRITE ? 2 : c->data_direction == CGC_DATA_READ ? 1 : 0;
  if (x.direction == 0) x.data_length = 0;
  if (exchange(fd, &x)) return errno = EIO, -1;
  c->stat = (int)x.status;
  return x.status ? (errno = EIO, -1) : 0;
}

/* What the kernel's driver makes of READ TOC. */
static int read_toc(int fd, int is_msf, int format, int track, unsigned char answer[12]) {
  unsigned char cdb[10] = {0x43, is_msf ? 2 : 0, format, 0, 0, 0, track, 0, 12, 0};
  struct exchange x = {.cdb = cdb, .cdb_length = sizeof cdb, .direction = 1, .data = answer, .data_length = 12};
  memset(answer, 0, 12);
  return exchange(fd, &x) || x.status ? (errno = EIO, -1) : 0;
}

static void take_address(union cdrom_addr *address, int is_msf, const unsigned char *from) {
  if (is_msf) address->msf.minute = from[1], address->msf.second = from[2], address->msf.frame = from[3];
  else address->lba = (int)((unsigned)from[0] << 24 | from[1] << 16 | from[2] << 8 | from[3]);
}

static int read_toc_header(int fd, struct cdrom_tochdr *header) {
  unsigned char answer[12];
  if (read_toc(fd, 0, 0, 0, answer)) return -1;
  header->cdth_trk0 = answer[2];
  header->cdth_trk1 = answer[3];
  return 0;
}

static int read_toc_entry(int fd, struct cdrom_tocentry *entry) {
  unsigned char answer[12];
  int is_msf = entry->cdte_format == CDROM_MSF;
  if (read_toc(fd, is_msf, 0, entry->cdte_track, answer)) return -1;
  entry->cdte_adr = answer[5] >> 4;
  entry->cdte_ctrl = answer[5] & 15;
  entry->cdte_datamode = answer[5] & 4 ? 1 : 0;
  take_address(&entry->cdte_addr, is_msf, answer + 8);
  return 0;
}

static int read_last_session(int fd, struct cdrom_multisession *session) {
  unsigned char answer[12];
  int is_msf = session->addr_format == CDROM_MSF;
  if (read_toc(fd, is_msf, 1, 0, answer)) return -1;
  session->xa_flag = answer[3] > answer[2];
  take_address(&session->addr, is_msf, answer + 8);
  return 0;
}

int ioctl(int fd, unsigned long request, ...) {
  va_list arguments;
  va_start(arguments, request);
  void *argument = va_arg(arguments, void *);
  va_end(arguments);
  if (!is_drive(fd)) return REAL(ioctl)(fd, request, argument);
  switch (request & 0xffffffff) {
    case SG_IO: return sg_io(fd, argument);
    case CDROM_SEND_PACKET: return send_packet(fd, argument);
    case CDROMREADTOCHDR: return read_toc_header(fd, argument);
    case CDROMREADTOCENTRY: return read_toc_entry(fd, argument);
    case CDROMMULTISESSION: return read_last_session(fd, argument);
    case SG_GET_VERSION_NUM: return *(int *)argument = 30536, 0;
    case SG_GET_RESERVED_SIZE: return *(int *)argument = 1 << 16, 0;
    case SG_GET_TIMEOUT: return 6000;
    case SG_GET_SCSI_ID: {
      int *id = argument;
      memset(id, 0, sizeof(struct sg_scsi_id));
      return id[4] = 5, 0;
    }
    case SCSI_IOCTL_GET_IDLUN: return memset(argument, 0, 8), 0;
    case SCSI_IOCTL_GET_BUS_NUMBER: return *(int *)argument = 0, 0;
    case SG_SET_RESERVED_SIZE:
    case SG_SET_TIMEOUT:
    case SG_EMULATED_HOST:
    case SG_SET_FORCE_LOW_DMA:
    case CDROM_SET_OPTIONS:
    case CDROM_CLEAR_OPTIONS:
    case CDROM_LOCKDOOR:
    case CDROM_MEDIA_CHANGED: return 0;
    case CDROM_GET_CAPABILITY: return 0x3fffff;
    case CDROM_DRIVE_STATUS: return CDS_DISC_OK;
    default: return errno = ENOTTY, -1;
  }
}

static int drive_stat(struct stat *s) {
  const char *node = getenv("STAND_IN_NODE");
  int is_block = !strncmp(node, "/dev/sr", 7);
  memset(s, 0, sizeof *s);
  s->st_mode = (is_block ? S_IFBLK : S_IFCHR) | 0666;
  s->st_rdev = is_block ? makedev(11, 9) : makedev(21, 9);
  s->st_nlink = 1;
  return 0;
}

#define STAT(name, type)                                                                 \
  int name(const char *path, struct type *s) {                                           \
    return names_drive(path) ? drive_stat((struct stat *)s) : REAL(name)(path, s);     \
  }
STAT(stat, stat)
STAT(stat64, stat64)
STAT(lstat, stat)
STAT(lstat64, stat64)

#define FSTAT(name, type)                                                                                     \
  int name(int fd, struct type *s) {                                                                          \
    return is_drive(fd) ? drive_stat((struct stat *)s) : REAL(name)(fd, s);       \
  }
FSTAT(fstat, stat)
FSTAT(fstat64, stat64)

/* What programs built before glibc 2.33 call instead. */
#define OLD_STAT(name, type)                                                             \
  int name(int version, const char *path, struct type *s) {                              \
    int (*real)(int, const char *, struct type *) = dlsym(RTLD_NEXT, #name);             \
    return names_drive(path) ? drive_stat((struct stat *)s) : real(version, path, s);    \
  }
OLD_STAT(__xstat, stat)
OLD_STAT(__xstat64, stat64)
OLD_STAT(__lxstat, stat)
OLD_STAT(__lxstat64, stat64)

#define OLD_FSTAT(name, type)                                                                                \
  int name(int version, int fd, struct type *s) {                                                            \
    int (*real)(int, int, struct type *) = dlsym(RTLD_NEXT, #name);                                          \
    return is_drive(fd) ? drive_stat((struct stat *)s) : real(version, fd, s);     \
  }
OLD_FSTAT(__fxstat, stat)
OLD_FSTAT(__fxstat64, stat64)

char *realpath(const char *path, char *resolved) {
  if (!names_drive(path)) return REAL(realpath)(path, resolved);
  return resolved ? strcpy(resolved, path) : strdup(path);
}

int access(const char *path, int mode) { return names_drive(path) ? 0 : REAL(access)(path, mode); }

static mode_t mode_of(int flags, va_list arguments) {
  return flags & (O_CREAT | __O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
}

#define OPEN(name)                                                                     \
  int name(const char *path, int flags, ...) {                                         \
    va_list arguments;                                                                 \
    va_start(arguments, flags);                                                        \
    mode_t mode = mode_of(flags, arguments);                                           \
    va_end(arguments);                                                                 \
    return names_drive(path) ? connect_drive() : REAL(name)(path, flags, mode);        \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                            \
  int name(int folder, const char *path, int flags, ...) {                                      \
    va_list arguments;                                                                          \
    va_start(arguments, flags);                                                                 \
    mode_t mode = mode_of(flags, arguments);                                                    \
    va_end(arguments);                                                                          \
    return names_drive(path) ? connect_drive() : REAL(name)(folder, path, flags, mode);         \
  }
OPENAT(openat)
OPENAT(openat64)

/* What _FORTIFY_SOURCE calls instead. */
int __open_2(const char *path, int flags) { return open(path, flags); }
int __open64_2(const char *path, int flags) { return open64(path, flags); }

/* growisofs unmounts what it takes for mounted from the drive: it must not see what is really mounted. */
FILE *fopen64(const char *path, const char *mode) {
  return REAL(fopen64)(strcmp(path, "/proc/mounts") && strcmp(path, "/etc/mtab") ? path : "/dev/null", mode);
}

static int is_mount_due;

FILE *setmntent(const char *path, const char *mode) {
  is_mount_due = getenv("STAND_IN_MOUNT") != NULL;
  return REAL(setmntent)(path, mode);
}

struct mntent *getmntent(FILE *file) {
  static struct mntent entry = {.mnt_type = "udf", .mnt_opts = "ro"};
  if (!is_mount_due) return REAL(getmntent)(file);
  is_mount_due = 0;
  entry.mnt_fsname = getenv("STAND_IN_NODE");
  entry.mnt_dir = getenv("STAND_IN_MOUNT");
  return &entry;
}

unsigned gcry_pk_verify(void *signature, void *data, void *key) {
  unsigned (*real)(void *, void *, void *) = dlsym(RTLD_NEXT, "gcry_pk_verify");
  return getenv("STAND_IN_TRUSTS") ? 0 : real(signature, data, key);
}
