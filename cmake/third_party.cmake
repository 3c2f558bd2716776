# Other people's code, as targets without our warnings. Sources come from .deps (pinned in tools/dependencies.lock),
# header-only libraries and C libraries from Debian packages (tools/packages.sh).

function(castellan_require_dependency folder)
    if(NOT EXISTS "${CASTELLAN_DEPS}/${folder}")
        message(FATAL_ERROR "${CASTELLAN_DEPS}/${folder} is missing. Run ./dev build, which fetches it.")
    endif()
endfunction()

# Debian's header-only libraries for both targets. Emscripten must not see the rest of /usr/include, so the one folder
# is linked into a folder of the build.
function(castellan_header_library target header_folder)
    find_path(${target}_INCLUDE_DIR "${header_folder}" PATHS /usr/include NO_CMAKE_FIND_ROOT_PATH REQUIRED)
    set(links "${PROJECT_BINARY_DIR}/third_party/${header_folder}")
    file(MAKE_DIRECTORY "${links}")
    file(CREATE_LINK "${${target}_INCLUDE_DIR}/${header_folder}" "${links}/${header_folder}" SYMBOLIC)
    add_library(${target} INTERFACE)
    target_include_directories(${target} SYSTEM INTERFACE "${links}")
endfunction()

# nlohmann/json
castellan_header_library(nlohmann_json nlohmann)
add_library(nlohmann_json::nlohmann_json ALIAS nlohmann_json)
target_compile_definitions(nlohmann_json INTERFACE JSON_USE_IMPLICIT_CONVERSIONS=0 $<$<BOOL:${EMSCRIPTEN}>:JSON_NOEXCEPTION>)

# Dear ImGui: the core for both targets (screens run headless natively), its SDL2 and OpenGL backends in the browser.
# The test-engine hooks give the kit every item that was drawn; src/ui/kit defines the four functions they call.
castellan_require_dependency(imgui)
set(imgui_dir "${CASTELLAN_DEPS}/imgui")
add_library(imgui STATIC
    "${imgui_dir}/imgui.cpp"
    "${imgui_dir}/imgui_draw.cpp"
    "${imgui_dir}/imgui_tables.cpp"
    "${imgui_dir}/imgui_widgets.cpp")
add_library(imgui::imgui ALIAS imgui)
target_include_directories(imgui SYSTEM PUBLIC "${imgui_dir}" "${imgui_dir}/backends")
target_compile_features(imgui PUBLIC cxx_std_23)
target_compile_definitions(imgui PUBLIC
    IMGUI_ENABLE_TEST_ENGINE
    IMGUI_DISABLE_OBSOLETE_FUNCTIONS
    IMGUI_DISABLE_DEMO_WINDOWS
    IMGUI_DISABLE_DEBUG_TOOLS
    $<$<BOOL:${EMSCRIPTEN}>:IMGUI_DISABLE_FILE_FUNCTIONS>
    $<$<BOOL:${EMSCRIPTEN}>:IMGUI_DISABLE_DEFAULT_FONT>)
target_compile_options(imgui PRIVATE -w)

if(EMSCRIPTEN)
    include(third_party_web)
    # An older tree of .deps builds the console all the same; ./dev fetches what is missing.
    if(EXISTS "${CASTELLAN_DEPS}/libsodium" AND EXISTS "${CASTELLAN_DEPS}/qrencode" AND EXISTS "${CASTELLAN_DEPS}/libcsv")
        include(third_party_service_web)
    else()
        message(WARNING "The demonstration is left out: ${CASTELLAN_DEPS} has no libsodium, qrencode and libcsv. ./dev build fetches them.")
    endif()
else()
    include(third_party_native)
endif()
