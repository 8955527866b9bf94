// Calls functions of QPxTool's libqpxtransport one after the other, so that each sends its commands to the drive:
//
//   qpxtool-calls /dev/sr9
//
// Debian has no headers for the library. These declarations name its symbols; its object is larger than we know.
#include <cstdio>
#include <new>

class drive_info {
public:
  drive_info(const char *device);
  ~drive_info();
  unsigned char room[1 << 21];
};
struct msf {
  unsigned char minute, second, frame;
};

int detect_mm_capabilities(drive_info *);
int detect_capabilities(drive_info *);
int css_report_agid(drive_info *);
int cprm_report_agid(drive_info *);
int css_send_challenge(drive_info *);
int css_report_challenge(drive_info *);
int css_report_key1(drive_info *);
int css_send_key2(drive_info *);
int css_report_asf(drive_info *);
int css_report_title_key(drive_info *, int, unsigned char *);
int css_invalidate_agid(drive_info *);
int get_rpc_state(drive_info *);
int read_disc_key(drive_info *, unsigned char *);
int read_spare_capacities(drive_info *);
int read_mediaid_dvdram(drive_info *);
int read_mediaid_bd(drive_info *);
int read_mediaid_dvd(drive_info *);
int read_mediaid_dvdplus(drive_info *);
int read_mediaid_dvdminus(drive_info *);
int read_echo_buffer_size(drive_info *);
int read_capacities(drive_info *);
int get_wbuffer_capacity(drive_info *, unsigned *, unsigned *);
int get_performance(drive_info *, bool, unsigned char);
int reserve_track(drive_info *, unsigned);
int seek(drive_info *, int, unsigned char);
int play_audio(drive_info *, int, short);
int set_streaming(drive_info *);
int close_track_session(drive_info *, int, int);

#define CALL(call) printf("%s\n", #call), fflush(stdout), call, fflush(stdout)

int main(int, char **arguments) {
  static unsigned char key[2048];
  unsigned length = 0, available = 0;
  // Never deleted: its end frees what only it knows.
  drive_info *drive = new (new unsigned char[sizeof(drive_info)]()) drive_info(arguments[1]);
  CALL(detect_mm_capabilities(drive));
  CALL(detect_capabilities(drive));
  CALL(css_report_agid(drive));
  CALL(css_send_challenge(drive));
  CALL(css_report_key1(drive));
  CALL(css_report_challenge(drive));
  CALL(css_send_key2(drive));
  CALL(css_report_asf(drive));
  CALL(css_report_title_key(drive, 0x01020304, key));
  CALL(read_disc_key(drive, key));
  CALL(css_invalidate_agid(drive));
  CALL(cprm_report_agid(drive));
  CALL(get_rpc_state(drive));
  CALL(read_mediaid_dvd(drive));
  CALL(read_mediaid_dvdplus(drive));
  CALL(read_mediaid_dvdminus(drive));
  CALL(read_mediaid_dvdram(drive));
  CALL(read_mediaid_bd(drive));
  CALL(read_spare_capacities(drive));
  CALL(read_echo_buffer_size(drive));
  CALL(read_capacities(drive));
  CALL(get_wbuffer_capacity(drive, &length, &available));
  printf("buffer of %u, %u available\n", length, available);
  CALL(get_performance(drive, false, 0));
  CALL(seek(drive, 0x01020304, 0));
  CALL(play_audio(drive, 150, 300));
  CALL(reserve_track(drive, 0x0506));
  CALL(set_streaming(drive));
  CALL(close_track_session(drive, 1, 2));
  return 0;
}
