# Libraries of the server and of the native tests.

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)

# Asio and Beast, header-only: Boost::headers
find_package(Boost 1.81 REQUIRED)

find_package(SQLite3 REQUIRED)                                    # SQLite::SQLite3
find_package(CURL REQUIRED)                                       # CURL::libcurl
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)      # PkgConfig::sodium
pkg_check_modules(oath REQUIRED IMPORTED_TARGET liboath)          # PkgConfig::oath
pkg_check_modules(qrencode REQUIRED IMPORTED_TARGET libqrencode)  # PkgConfig::qrencode

# libcsv has no file for pkg-config: csv::csv
find_path(csv_INCLUDE_DIR csv.h REQUIRED)
find_library(csv_LIBRARY csv REQUIRED)
add_library(csv::csv UNKNOWN IMPORTED)
set_target_properties(csv::csv PROPERTIES IMPORTED_LOCATION "${csv_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${csv_INCLUDE_DIR}")

castellan_header_library(CLI11 CLI)
add_library(CLI11::CLI11 ALIAS CLI11)

# Header-only: Debian's compiled spdlog uses another C++ standard library.
castellan_header_library(spdlog spdlog)
add_library(spdlog::spdlog_header_only ALIAS spdlog)
target_compile_definitions(spdlog INTERFACE SPDLOG_HEADER_ONLY SPDLOG_USE_STD_FORMAT)

# Catch2 from its amalgamated source: one file instead of a hundred, for the same headers.
if(CASTELLAN_TESTS)
    castellan_require_dependency(catch2)
    set(catch2_dir "${CASTELLAN_DEPS}/catch2")
    set(CATCH_CONFIG_DEFAULT_REPORTER console)
    set(CATCH_CONFIG_CONSOLE_WIDTH 120)
    configure_file("${catch2_dir}/src/catch2/catch_user_config.hpp.in"
        "${PROJECT_BINARY_DIR}/third_party/catch2/catch2/catch_user_config.hpp")
    add_library(Catch2WithMain STATIC "${catch2_dir}/extras/catch_amalgamated.cpp")
    add_library(Catch2::Catch2WithMain ALIAS Catch2WithMain)
    target_include_directories(Catch2WithMain SYSTEM PUBLIC "${catch2_dir}/src" "${PROJECT_BINARY_DIR}/third_party/catch2")
    target_compile_features(Catch2WithMain PUBLIC cxx_std_23)
    target_compile_definitions(Catch2WithMain PUBLIC CATCH_CONFIG_CONSOLE_WIDTH=120)
    target_compile_options(Catch2WithMain PRIVATE -w)
    include("${catch2_dir}/extras/Catch.cmake")
endif()
