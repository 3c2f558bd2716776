/* What the service calls of liboath, for the browser, where its demonstration runs: the same names, the same promises
 * (RFC 4226, RFC 6238, RFC 4648). tests/service/oath_web_test.cpp holds it against liboath itself. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { OATH_OK = 0, OATH_INVALID_DIGITS = -4, OATH_MALLOC_ERROR = -24 };
#define OATH_HOTP_DYNAMIC_TRUNCATION SIZE_MAX

int oath_init(void);
int oath_base32_encode(char const* in, size_t in_length, char** out, size_t* out_length);
int oath_hotp_generate(char const* secret, size_t secret_length, uint64_t counter, unsigned digits, bool add_checksum,
                       size_t truncation_offset, char* code);
int oath_totp_generate(char const* secret, size_t secret_length, time_t now, unsigned step_seconds, time_t start,
                       unsigned digits, char* code);

#ifdef __cplusplus
}
#endif
