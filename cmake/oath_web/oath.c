#include "liboath/oath.h"

#include <stdlib.h>
#include <string.h>

enum { block_bytes = 64, digest_bytes = 20 };

/* SHA-1, RFC 3174, of one message in pieces: as much as HMAC needs. */
struct sha1 {
    uint32_t state[5];
    unsigned char block[block_bytes];
    uint64_t bytes;
};

static uint32_t rotated(uint32_t word, unsigned by)
{
    return word << by | word >> (32 - by);
}

static void take_block(struct sha1* hash)
{
    uint32_t word[80];
    for (unsigned i = 0; i < 16; ++i) {
        unsigned char const* at = hash->block + (size_t)4 * i;
        word[i] = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
    }
    for (unsigned i = 16; i < 80; ++i)
        word[i] = rotated(word[i - 3] ^ word[i - 8] ^ word[i - 14] ^ word[i - 16], 1);

    uint32_t a = hash->state[0], b = hash->state[1], c = hash->state[2], d = hash->state[3], e = hash->state[4];
    for (unsigned i = 0; i < 80; ++i) {
        uint32_t const mixed = i < 20 ? ((b & c) | (~b & d)) + 0x5A827999
                             : i < 40 ? (b ^ c ^ d) + 0x6ED9EBA1
                             : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC
                                      : (b ^ c ^ d) + 0xCA62C1D6;
        uint32_t const next = rotated(a, 5) + mixed + e + word[i];
        e = d;
        d = c;
        c = rotated(b, 30);
        b = a;
        a = next;
    }
    hash->state[0] += a;
    hash->state[1] += b;
    hash->state[2] += c;
    hash->state[3] += d;
    hash->state[4] += e;
}

static void take(struct sha1* hash, unsigned char const* bytes, size_t size)
{
    for (size_t i = 0; i < size; ++i) {
        hash->block[hash->bytes++ % block_bytes] = bytes[i];
        if (hash->bytes % block_bytes == 0)
            take_block(hash);
    }
}

static void finish(struct sha1* hash, unsigned char digest[digest_bytes])
{
    uint64_t const bits = hash->bytes * 8;
    unsigned char const one = 0x80, zero = 0;
    take(hash, &one, 1);
    while (hash->bytes % block_bytes != 56)
        take(hash, &zero, 1);
    for (int shift = 56; shift >= 0; shift -= 8) {
        unsigned char const byte = (unsigned char)(bits >> shift);
        take(hash, &byte, 1);
    }
    for (unsigned i = 0; i < digest_bytes; ++i)
        digest[i] = (unsigned char)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
}

static struct sha1 begun(void)
{
    return (struct sha1){.state = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0}};
}

/* RFC 2104 */
static void hmac(unsigned char const* key, size_t key_size, unsigned char const* text, size_t text_size,
                 unsigned char digest[digest_bytes])
{
    unsigned char pad[block_bytes] = {0};
    if (key_size > block_bytes) {
        struct sha1 shorter = begun();
        take(&shorter, key, key_size);
        finish(&shorter, pad);
    } else {
        memcpy(pad, key, key_size);
    }
    for (unsigned i = 0; i < block_bytes; ++i)
        pad[i] ^= 0x36;
    struct sha1 inner = begun();
    take(&inner, pad, block_bytes);
    take(&inner, text, text_size);
    finish(&inner, digest);
    for (unsigned i = 0; i < block_bytes; ++i)
        pad[i] ^= 0x36 ^ 0x5C;
    struct sha1 outer = begun();
    take(&outer, pad, block_bytes);
    take(&outer, digest, digest_bytes);
    finish(&outer, digest);
}

int oath_init(void)
{
    return OATH_OK;
}

/* RFC 4226, 5.3. Neither a checksum nor another offset is ever asked for. */
int oath_hotp_generate(char const* secret, size_t secret_length, uint64_t counter, unsigned digits, bool add_checksum,
                       size_t truncation_offset, char* code)
{
    if (digits < 6 || digits > 8 || add_checksum || truncation_offset != OATH_HOTP_DYNAMIC_TRUNCATION)
        return OATH_INVALID_DIGITS;
    unsigned char text[8];
    for (unsigned i = 0; i < 8; ++i)
        text[i] = (unsigned char)(counter >> (56 - 8 * i));
    unsigned char digest[digest_bytes];
    hmac((unsigned char const*)secret, secret_length, text, sizeof text, digest);
    unsigned char const* at = digest + (digest[digest_bytes - 1] & 15);
    uint32_t number = ((uint32_t)at[0] & 0x7F) << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
    code[digits] = '\0';
    for (unsigned i = digits; i-- > 0; number /= 10)
        code[i] = (char)('0' + number % 10);
    return OATH_OK;
}

int oath_totp_generate(char const* secret, size_t secret_length, time_t now, unsigned step_seconds, time_t start,
                       unsigned digits, char* code)
{
    uint64_t const step = (uint64_t)(now - start) / step_seconds;
    return oath_hotp_generate(secret, secret_length, step, digits, false, OATH_HOTP_DYNAMIC_TRUNCATION, code);
}

/* RFC 4648, 6: whole groups of eight letters, filled up with `=`. */
int oath_base32_encode(char const* in, size_t in_length, char** out, size_t* out_length)
{
    static char const letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    size_t const size = (in_length + 4) / 5 * 8;
    char* const text = malloc(size + 1);
    if (text == NULL)
        return OATH_MALLOC_ERROR;
    size_t const used = (in_length * 8 + 4) / 5;
    for (size_t i = 0; i < size; ++i) {
        size_t const bit = i * 5;
        unsigned const first = bit / 8 < in_length ? (unsigned char)in[bit / 8] : 0;
        unsigned const second = bit / 8 + 1 < in_length ? (unsigned char)in[bit / 8 + 1] : 0;
        text[i] = i < used ? letters[(first << 8 | second) >> (11 - bit % 8) & 31] : '=';
    }
    text[size] = '\0';
    *out = text;
    *out_length = size;
    return OATH_OK;
}
