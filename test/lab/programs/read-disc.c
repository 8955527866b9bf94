/*
 * Reads a disc with the functions of kernel32: its table of contents, one sector in four ways, and what a drive refuses.
 * Every call is a line of output. ../scripts/read-disc.ts is the same program for discwire/win32, call by call.
 *
 *   read-disc DEVICE BLOCK_ADDRESS
 */
#include <fcntl.h>
#include <io.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>
#include <winioctl.h>
#include <ntddcdrm.h>
#include <ntddscsi.h>

#define BLOCK 2048
#define RAW_SECTOR 2352
#define SENSE_LENGTH 32

static struct packet {
    SCSI_PASS_THROUGH_DIRECT request;
    ULONG filler;
    UCHAR sense[SENSE_LENGTH];
} packet;

static void print_bytes(const char *what, const UCHAR *bytes, DWORD count)
{
    DWORD i;

    printf("%s: %lu bytes", what, count);
    for (i = 0; i < count; i++)
        printf(" %02X", bytes[i]);
    printf("\n");
}

static void print_error(const char *what)
{
    printf("%s: error %lu\n", what, GetLastError());
}

/* Sends a CDB with data-in, and prints what came of it. */
static void send_cdb(HANDLE drive, const char *what, const UCHAR *cdb, UCHAR cdb_length, UCHAR *data, ULONG data_length)
{
    DWORD returned;
    BOOL done;

    ZeroMemory(&packet, sizeof(packet));
    packet.request.Length = sizeof(packet.request);
    packet.request.CdbLength = cdb_length;
    packet.request.DataIn = SCSI_IOCTL_DATA_IN;
    packet.request.DataTransferLength = data_length;
    packet.request.TimeOutValue = 20;
    packet.request.DataBuffer = data;
    packet.request.SenseInfoLength = SENSE_LENGTH;
    packet.request.SenseInfoOffset = offsetof(struct packet, sense);
    CopyMemory(packet.request.Cdb, cdb, cdb_length);
    done = DeviceIoControl(drive, IOCTL_SCSI_PASS_THROUGH_DIRECT, &packet, sizeof(packet), &packet, sizeof(packet),
                           &returned, NULL);
    if (!done) {
        print_error(what);
        return;
    }
    printf("%s: SCSI status %02X\n", what, packet.request.ScsiStatus);
    if (packet.request.ScsiStatus == 0)
        print_bytes(what, data, packet.request.DataTransferLength);
    else
        print_bytes("sense", packet.sense, packet.request.SenseInfoLength);
}

int main(int argc, char **argv)
{
    static CDROM_TOC toc;
    static UCHAR data[RAW_SECTOR];
    UCHAR inquiry[6] = { 0x12, 0, 0, 0, 36, 0 };
    UCHAR read10[10] = { 0x28 };
    UCHAR read_cd[12] = { 0xBE };
    LARGE_INTEGER position, reached;
    DWORD returned = 0, address;
    HANDLE drive;

    if (argc != 3)
        return 2;
    _setmode(_fileno(stdout), _O_BINARY);
    address = strtoul(argv[2], NULL, 10);

    drive = CreateFileA("\\\\.\\Q:", GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    if (drive == INVALID_HANDLE_VALUE)
        print_error("CreateFile of a drive that is not there");
    drive = CreateFileA(argv[1], GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0,
                        NULL);
    if (drive == INVALID_HANDLE_VALUE) {
        print_error("CreateFile");
        return 1;
    }

    if (DeviceIoControl(drive, IOCTL_CDROM_CHECK_VERIFY, NULL, 0, NULL, 0, &returned, NULL))
        printf("IOCTL_CDROM_CHECK_VERIFY: %lu bytes\n", returned);
    else
        print_error("IOCTL_CDROM_CHECK_VERIFY");

    if (DeviceIoControl(drive, IOCTL_CDROM_READ_TOC, NULL, 0, &toc, sizeof(toc), &returned, NULL))
        print_bytes("IOCTL_CDROM_READ_TOC", (UCHAR *)&toc, (toc.Length[0] << 8 | toc.Length[1]) + 2);
    else
        print_error("IOCTL_CDROM_READ_TOC");

    if (DeviceIoControl(drive, IOCTL_CDROM_READ_TOC, NULL, 0, &toc, 1, &returned, NULL))
        printf("IOCTL_CDROM_READ_TOC into one byte: done\n");
    else
        print_error("IOCTL_CDROM_READ_TOC into one byte");

    position.QuadPart = (LONGLONG)address * BLOCK;
    if (SetFilePointerEx(drive, position, &reached, FILE_BEGIN))
        printf("SetFilePointerEx: %lu\n", (DWORD)(reached.QuadPart / BLOCK));
    if (ReadFile(drive, data, BLOCK, &returned, NULL))
        print_bytes("ReadFile", data, returned);
    else
        print_error("ReadFile");
    position.QuadPart = 0;
    if (SetFilePointerEx(drive, position, &reached, FILE_CURRENT))
        printf("SetFilePointerEx: %lu\n", (DWORD)(reached.QuadPart / BLOCK));

    send_cdb(drive, "INQUIRY", inquiry, sizeof(inquiry), data, inquiry[4]);

    read10[2] = address >> 24;
    read10[3] = address >> 16;
    read10[4] = address >> 8;
    read10[5] = address;
    read10[8] = 1;
    send_cdb(drive, "READ(10)", read10, sizeof(read10), data, BLOCK);

    /* The whole sector: sync, header, user data, EDC and ECC. */
    CopyMemory(&read_cd[2], &read10[2], 4);
    read_cd[8] = 1;
    read_cd[9] = 0xF8;
    send_cdb(drive, "READ CD", read_cd, sizeof(read_cd), data, RAW_SECTOR);

    read10[2] = 0x7F;
    send_cdb(drive, "READ(10) behind the end", read10, sizeof(read10), data, BLOCK);

    if (!CloseHandle(drive))
        print_error("CloseHandle");
    if (!DeviceIoControl(drive, IOCTL_CDROM_CHECK_VERIFY, NULL, 0, NULL, 0, &returned, NULL))
        print_error("after CloseHandle");
    return 0;
}
