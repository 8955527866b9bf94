/*
 * Has libaacs authenticate a drive and read what AACS keeps on a disc:
 *
 *   libaacs-calls FOLDER_OF_THE_DISC KEY_DATABASE
 *
 * Debian has no program and no headers for the library; these declarations name its symbols.
 */
#include <stdint.h>
#include <stdio.h>

typedef struct aacs AACS;
AACS *aacs_init(void);
int aacs_open_device(AACS *, const char *path, const char *keys);
const uint8_t *aacs_get_vid(AACS *);
const uint8_t *aacs_get_pmsn(AACS *);
uint32_t aacs_get_bus_encryption(AACS *);
int aacs_get_mkb_version(AACS *);
const uint8_t *aacs_get_device_nonce(AACS *);
const uint8_t *aacs_get_device_binding_id(AACS *);

static void print(const char *name, const uint8_t *bytes) {
  printf("%s:", name);
  for (int i = 0; bytes && i < 16; i++) printf(" %02X", bytes[i]);
  puts(bytes ? "" : " none");
}

int main(int count, char **arguments) {
  if (count < 3) return 2;
  AACS *aacs = aacs_init();
  printf("aacs_open_device: %d\n", aacs_open_device(aacs, arguments[1], arguments[2]));
  print("aacs_get_vid", aacs_get_vid(aacs));
  print("aacs_get_pmsn", aacs_get_pmsn(aacs));
  printf("aacs_get_bus_encryption: %u\n", aacs_get_bus_encryption(aacs));
  printf("aacs_get_mkb_version: %d\n", aacs_get_mkb_version(aacs));
  print("aacs_get_device_binding_id", aacs_get_device_binding_id(aacs));
  print("aacs_get_device_nonce", aacs_get_device_nonce(aacs));
  return 0;
}
