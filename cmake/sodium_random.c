/* libsodium's chance in the browser, in place of its randombytes.c: getentropy, which Emscripten answers by
 * crypto.getRandomValues. */
#include "randombytes.h"

#include <stdlib.h>
#include <unistd.h>

void randombytes_buf(void* const buffer, size_t const size)
{
    /* 256 bytes at a time is what POSIX promises. */
    for (size_t at = 0; at < size; at += 256) {
        size_t const part = size - at < 256 ? size - at : 256;
        if (getentropy((char*)buffer + at, part) != 0)
            abort();
    }
}

uint32_t randombytes_random(void)
{
    uint32_t number = 0;
    randombytes_buf(&number, sizeof number);
    return number;
}

void randombytes(unsigned char* const buffer, unsigned long long const size)
{
    randombytes_buf(buffer, (size_t)size);
}

/* There is nothing to open or to close. */
void randombytes_stir(void) {}
