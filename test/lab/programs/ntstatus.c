/* Prints the Win32 error number of every NTSTATUS without facility that has one, as ntdll translates it. */
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <windows.h>

ULONG WINAPI RtlNtStatusToDosError(LONG status);

int main(void)
{
    DWORD severity, code;

    _setmode(_fileno(stdout), _O_BINARY);
    for (severity = 0; severity < 4; severity++)
        for (code = 0; code < 0x10000; code++) {
            DWORD status = severity << 30 | code;
            DWORD error = RtlNtStatusToDosError((LONG)status);
            if (error != ERROR_MR_MID_NOT_FOUND)
                printf("%08lX %lu\n", status, error);
        }
    return 0;
}
