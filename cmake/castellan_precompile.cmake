# Building everything from nothing is a fourth faster with the common headers precompiled, so ./dev does it. It is off
# otherwise: then a file that leans on what another includes doesn't compile.
option(CASTELLAN_PRECOMPILE "Precompile the headers that most files need" OFF)

# castellan_precompile(target LINKS …): the standard library; what stands on the rules gets the model as well.
function(castellan_precompile target)
    if(NOT CASTELLAN_PRECOMPILE)
        return()
    endif()
    cmake_parse_arguments(PARSE_ARGV 1 precompile "" "" "LINKS")
    set(headers
        <algorithm>
        <array>
        <chrono>
        <cstddef>
        <cstdint>
        <expected>
        <format>
        <functional>
        <map>
        <memory>
        <optional>
        <span>
        <string>
        <string_view>
        <unordered_map>
        <utility>
        <variant>
        <vector>)
    if("Catch2::Catch2WithMain" IN_LIST precompile_LINKS)
        list(APPEND headers <catch2/catch_test_macros.hpp> <catch2/generators/catch_generators_all.hpp>)
    endif()
    target_precompile_headers(${target} PRIVATE ${headers})
    if("castellan::rules" IN_LIST precompile_LINKS)
        set(model "${PROJECT_SOURCE_DIR}/src/model")
        target_precompile_headers(${target} PRIVATE "${model}/world.hpp" "${model}/change.hpp")
    endif()
    # Without this a precompiled header is as new as its file, and ccache would find nothing.
    target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
endfunction()
