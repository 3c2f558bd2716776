# What every target of ours is compiled with. Third-party targets don't link this and keep their own warnings.

option(CASTELLAN_SANITIZE "Compile with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)

set(CMAKE_CXX_EXTENSIONS OFF)

# No target has modules; without this CMake scans every file for them.
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)

add_library(castellan_defaults INTERFACE)
add_library(castellan::defaults ALIAS castellan_defaults)
target_compile_features(castellan_defaults INTERFACE cxx_std_23)
target_compile_options(castellan_defaults INTERFACE
    -Wall
    -Wextra
    -Wpedantic
    -Wcast-align
    -Wconversion
    -Wdouble-promotion
    -Wextra-semi
    -Wformat=2
    -Wimplicit-fallthrough
    -Wmissing-variable-declarations
    -Wnon-virtual-dtor
    -Wold-style-cast
    -Woverloaded-virtual
    -Wshadow
    -Wsign-conversion
    -Wunreachable-code
    -Wunused
    # Aggregates are initialised by the members that matter, as STYLE's change structs are.
    -Wno-missing-field-initializers
    -Wno-missing-designated-field-initializers
    $<$<BOOL:${CASTELLAN_WERROR}>:-Werror>)

# Sanitizers change the ABI of library containers, so that third-party code compiled by us must have them too.
if(CASTELLAN_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()

# Paths in diagnostics and assertions are relative to the checkout: builds don't depend on where it is, and caches are shared.
add_compile_options("-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=")

find_program(CASTELLAN_CCACHE ccache)
if(CASTELLAN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_C_COMPILER_LAUNCHER "${CASTELLAN_CCACHE}")
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CASTELLAN_CCACHE}")
endif()
