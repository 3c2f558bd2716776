# castellan_room(rules
#     HEADERS may.hpp decision.hpp       # listed by name, part of the target's public file set
#     SOURCES may.cpp guards.cpp
#     LINKS   castellan::model           # what its headers need: rooms below, libraries
#     USES    nlohmann_json::nlohmann_json)  # what only its sources need
#
# makes the library `castellan_rules` with the alias `castellan::rules` of a folder. Includes are written from `src`:
# #include "rules/may.hpp". A room that has no sources yet is header-only, so that others can link it from the first day.
function(castellan_room name)
    cmake_parse_arguments(PARSE_ARGV 1 room "" "" "HEADERS;SOURCES;LINKS;USES")
    if(room_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "castellan_room(${name}): unknown arguments ${room_UNPARSED_ARGUMENTS}")
    endif()

    set(target castellan_${name})
    if(room_SOURCES)
        add_library(${target} STATIC)
        target_sources(${target} PRIVATE ${room_SOURCES})
        target_link_libraries(${target} PUBLIC ${room_LINKS} PRIVATE castellan::defaults ${room_USES})
        target_compile_features(${target} PUBLIC cxx_std_23)
        castellan_precompile(${target} LINKS ${room_LINKS})
        set(scope PUBLIC)
    else()
        add_library(${target} INTERFACE)
        target_link_libraries(${target} INTERFACE ${room_LINKS} ${room_USES})
        target_compile_features(${target} INTERFACE cxx_std_23)
        set(scope INTERFACE)
    endif()
    add_library(castellan::${name} ALIAS ${target})

    # The include directory is given plainly too, because a file set without files would give none.
    set(base "${PROJECT_SOURCE_DIR}/src")
    cmake_path(IS_PREFIX base "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE in_src)
    if(NOT in_src)
        set(base "${PROJECT_SOURCE_DIR}")
    endif()
    target_include_directories(${target} ${scope} "${base}")
    if(room_HEADERS)
        target_sources(${target} ${scope} FILE_SET HEADERS BASE_DIRS "${base}" FILES ${room_HEADERS})
    endif()
endfunction()

# castellan_tests(rules
#     SOURCES safes_test.cpp
#     LINKS   castellan::rules)
#
# makes the program `castellan_rules_tests`; each TEST_CASE becomes a test of its own in ctest, labelled with the room.
function(castellan_tests name)
    cmake_parse_arguments(PARSE_ARGV 1 tests "" "" "SOURCES;LINKS")
    if(tests_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "castellan_tests(${name}): unknown arguments ${tests_UNPARSED_ARGUMENTS}")
    endif()
    if(NOT tests_SOURCES)
        return()
    endif()

    set(target castellan_${name}_tests)
    add_executable(${target} ${tests_SOURCES})
    target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
    target_compile_definitions(${target} PRIVATE CASTELLAN_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    # What is tested is optimised fully; the tests themselves only as far as it doesn't make building slow.
    target_compile_options(${target} PRIVATE $<$<CONFIG:RelWithDebInfo>:-O1>)
    target_link_libraries(${target} PRIVATE castellan::defaults Catch2::Catch2WithMain ${tests_LINKS})
    castellan_precompile(${target} LINKS castellan::rules Catch2::Catch2WithMain)
    catch_discover_tests(${target}
        TEST_PREFIX "${name}: "
        PROPERTIES LABELS ${name} TIMEOUT 300
        DISCOVERY_MODE PRE_TEST)
endfunction()
