# What the service needs, for the demonstration that carries it in the browser. Each is compiled from the few files that are
# used, with the answers that its configure script would find; the names are those of the native build.

# libsodium in plain C. Its way to chance in a browser wants a module of its own kind; ours asks getentropy.
castellan_require_dependency(libsodium)
set(sodium_dir "${CASTELLAN_DEPS}/libsodium/src/libsodium")
set(sodium_sources
    crypto_auth/hmacsha256/auth_hmacsha256.c
    crypto_core/ed25519/core_ed25519.c
    crypto_core/ed25519/ref10/ed25519_ref10.c
    crypto_core/hchacha20/core_hchacha20.c
    crypto_core/hsalsa20/core_hsalsa20.c
    crypto_core/hsalsa20/ref2/core_hsalsa20_ref2.c
    crypto_core/salsa/ref/core_salsa_ref.c
    crypto_generichash/blake2b/generichash_blake2.c
    crypto_generichash/blake2b/ref/blake2b-compress-ref.c
    crypto_generichash/blake2b/ref/blake2b-ref.c
    crypto_generichash/blake2b/ref/generichash_blake2b.c
    crypto_generichash/crypto_generichash.c
    crypto_hash/sha256/cp/hash_sha256_cp.c
    crypto_hash/sha256/hash_sha256.c
    crypto_hash/sha512/cp/hash_sha512_cp.c
    crypto_hash/sha512/hash_sha512.c
    crypto_onetimeauth/crypto_onetimeauth.c
    crypto_onetimeauth/poly1305/donna/poly1305_donna.c
    crypto_onetimeauth/poly1305/onetimeauth_poly1305.c
    crypto_pwhash/argon2/argon2-core.c
    crypto_pwhash/argon2/argon2-encoding.c
    crypto_pwhash/argon2/argon2-fill-block-ref.c
    crypto_pwhash/argon2/argon2.c
    crypto_pwhash/argon2/blake2b-long.c
    crypto_pwhash/argon2/pwhash_argon2i.c
    crypto_pwhash/argon2/pwhash_argon2id.c
    crypto_pwhash/crypto_pwhash.c
    crypto_scalarmult/crypto_scalarmult.c
    crypto_scalarmult/curve25519/ref10/x25519_ref10.c
    crypto_scalarmult/curve25519/scalarmult_curve25519.c
    crypto_secretbox/crypto_secretbox.c
    crypto_secretbox/crypto_secretbox_easy.c
    crypto_sign/crypto_sign.c
    crypto_sign/ed25519/ref10/keypair.c
    crypto_sign/ed25519/ref10/obsolete.c
    crypto_sign/ed25519/ref10/open.c
    crypto_sign/ed25519/ref10/sign.c
    crypto_sign/ed25519/sign_ed25519.c
    crypto_stream/chacha20/ref/chacha20_ref.c
    crypto_stream/chacha20/stream_chacha20.c
    crypto_stream/crypto_stream.c
    crypto_stream/salsa20/ref/salsa20_ref.c
    crypto_stream/salsa20/stream_salsa20.c
    crypto_stream/xsalsa20/stream_xsalsa20.c
    crypto_verify/sodium/verify.c
    sodium/codecs.c
    sodium/core.c
    sodium/runtime.c
    sodium/utils.c)
list(TRANSFORM sodium_sources PREPEND "${sodium_dir}/")
add_library(sodium STATIC ${sodium_sources} "${CMAKE_CURRENT_LIST_DIR}/sodium_random.c")
add_library(PkgConfig::sodium ALIAS sodium)
# Its configure script would make version.h; the one for Visual Studio is the same.
set(sodium_made "${PROJECT_BINARY_DIR}/third_party/sodium")
file(COPY "${CASTELLAN_DEPS}/libsodium/builds/msvc/version.h" DESTINATION "${sodium_made}/sodium")
target_include_directories(sodium SYSTEM
    PUBLIC "${sodium_made}" "${sodium_dir}/include" "${sodium_dir}/include/sodium"
    PRIVATE "${sodium_made}/sodium")
target_compile_definitions(sodium
    PUBLIC SODIUM_STATIC=1
    PRIVATE CONFIGURED=1 NATIVE_LITTLE_ENDIAN=1 HAVE_WEAK_SYMBOLS=1 HAVE_INTTYPES_H=1 HAVE_STDINT_H=1)
target_compile_options(sodium PRIVATE -w)

# libqrencode
castellan_require_dependency(qrencode)
set(qrencode_dir "${CASTELLAN_DEPS}/qrencode")
set(qrencode_sources bitstream.c mask.c mmask.c mqrspec.c qrencode.c qrinput.c qrspec.c rsecc.c split.c)
list(TRANSFORM qrencode_sources PREPEND "${qrencode_dir}/")
add_library(qrencode STATIC ${qrencode_sources})
add_library(PkgConfig::qrencode ALIAS qrencode)
target_include_directories(qrencode SYSTEM PUBLIC "${qrencode_dir}")
target_compile_definitions(qrencode PRIVATE
    MAJOR_VERSION=4 MINOR_VERSION=1 MICRO_VERSION=1 VERSION="4.1.1" STATIC_IN_RELEASE=static)
target_compile_options(qrencode PRIVATE -w)

# libcsv
castellan_require_dependency(libcsv)
add_library(csv STATIC "${CASTELLAN_DEPS}/libcsv/libcsv.c")
add_library(csv::csv ALIAS csv)
target_include_directories(csv SYSTEM PUBLIC "${CASTELLAN_DEPS}/libcsv")
target_compile_options(csv PRIVATE -w)

# liboath: its archive is five megabytes of other tools; what the service calls of it are three functions.
add_library(oath STATIC "${CMAKE_CURRENT_LIST_DIR}/oath_web/oath.c")
add_library(PkgConfig::oath ALIAS oath)
target_include_directories(oath PUBLIC "${CMAKE_CURRENT_LIST_DIR}/oath_web")
