/*
 * Prints the CDBs that libiscsi makes, and the parameter data of one: `call NAME`, then a line of hexadecimal.
 * No drive and no target.
 */
#include <stdint.h>
#include <stdio.h>
#include <iscsi/iscsi.h>
#include <iscsi/scsi-lowlevel.h>

static void print(const char *call, struct scsi_task *task) {
  printf("call %s\n", call);
  for (int i = 0; task && i < task->cdb_size; i++) printf("%02x%c", task->cdb[i], i + 1 < task->cdb_size ? ' ' : '\n');
  if (task) scsi_free_scsi_task(task);
}
#define PRINT(call) print(#call, call)

int main(void) {
  PRINT(scsi_cdb_reserve6());
  PRINT(scsi_cdb_release6());
  PRINT(scsi_cdb_writeverify10(0x01020304, 2 * 2048, 2048, 0, 1, 1, 0));
  PRINT(scsi_cdb_writeverify12(0x01020304, 0x050607 * 512, 512, 0, 1, 1, 0));
  PRINT(scsi_cdb_verify10(0x01020304, 0x0506 * 2048, 0, 1, 1, 2048));
  PRINT(scsi_cdb_verify12(0x01020304, 0x050607 * 512, 0, 1, 0, 512));
  PRINT(scsi_cdb_verify12(0x01020304, 0x050607 * 512, 0, 0, 1, 512));
  PRINT(scsi_cdb_read12(0x01020304, 0x050607 * 512, 512, 0, 1, 1, 0, 0));
  PRINT(scsi_cdb_synchronizecache10(0x01020304, 0x0506, 0, 1));
  PRINT(scsi_cdb_prefetch10(0x01020304, 0x0506, 1, 0));
  PRINT(scsi_cdb_readtoc(1, 0, 5, 0x0102));
  PRINT(scsi_cdb_readtoc(0, 1, 0, 12));
  PRINT(scsi_cdb_readtoc(1, 2, 1, 0x0102));
  PRINT(scsi_cdb_report_supported_opcodes(1, 2, 0xab, 1, 64));
  return 0;
}
