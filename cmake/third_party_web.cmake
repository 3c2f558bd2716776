# Libraries of the browser's program, and how every object of it is compiled.

# Small first: link-time optimisation sees everything, nothing throws, nothing asks for types at run time.
# Chosen here and not per target, because it must be the same for all objects of a program.
add_compile_options(
    -flto
    -mbulk-memory # These two every browser has had since 2021.
    -mnontrapping-fptoint
    $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>
    $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>
    $<$<COMPILE_LANGUAGE:CXX>:-fno-threadsafe-statics>)
set(CMAKE_C_FLAGS_MINSIZEREL "-Oz -DNDEBUG")
set(CMAKE_CXX_FLAGS_MINSIZEREL "-Oz -DNDEBUG")
string(APPEND CMAKE_EXE_LINKER_FLAGS_MINSIZEREL " -Oz -flto")

# SDL2 gives the window and its GL context, and nothing else: sound, joysticks, files, renderers, events, surfaces and its
# driver of the page (200 kB of code and 40 of JavaScript) are left out. Ours is cmake/sdl2_page.c, which says why.
castellan_require_dependency(sdl2)
set(sdl2_dir "${CASTELLAN_DEPS}/sdl2")
set(sdl2_sources
    stdlib/SDL_malloc.c
    stdlib/SDL_qsort.c
    stdlib/SDL_stdlib.c
    stdlib/SDL_string.c
    video/SDL_rect.c
    video/SDL_video.c)
list(TRANSFORM sdl2_sources PREPEND "${sdl2_dir}/src/")
add_library(sdl2 STATIC ${sdl2_sources} "${CMAKE_CURRENT_LIST_DIR}/sdl2_left_out.c" "${CMAKE_CURRENT_LIST_DIR}/sdl2_page.c")
add_library(SDL2::SDL2 ALIAS sdl2)
target_include_directories(sdl2 SYSTEM PUBLIC "${sdl2_dir}/include" PRIVATE "${sdl2_dir}/src")
target_compile_definitions(sdl2 PRIVATE
    SDL_AUDIO_DISABLED=1
    SDL_FILESYSTEM_DISABLED=1
    SDL_JOYSTICK_DISABLED=1
    SDL_LOCALE_DISABLED=1
    SDL_POWER_DISABLED=1
    SDL_RENDER_DISABLED=1
    SDL_SENSOR_DISABLED=1)
target_compile_options(sdl2 PRIVATE -w)

# What nobody needs of the C library, for those who would bring it in.
add_library(castellan_libc_left_out STATIC "${CMAKE_CURRENT_LIST_DIR}/libc_left_out.c")
target_compile_definitions(castellan_libc_left_out INTERFACE strtod=castellan_strtod sscanf=castellan_sscanf)
target_link_libraries(imgui PRIVATE castellan_libc_left_out)
# Fractions are never written by Dear ImGui; this one of Emscripten's knows none, and no arithmetic for them.
target_compile_definitions(imgui PRIVATE vsnprintf=vsniprintf)
