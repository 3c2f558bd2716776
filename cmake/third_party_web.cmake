# Libraries of the browser's program, and how every object of it is compiled.

# Small first: link-time optimisation sees everything, nothing throws, nothing asks for types at run time.
# Chosen here and not per target, because it must be the same for all objects of a program.
add_compile_options(
    -flto
    $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>
    $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
set(CMAKE_C_FLAGS_MINSIZEREL "-Oz -DNDEBUG")
set(CMAKE_CXX_FLAGS_MINSIZEREL "-Oz -DNDEBUG")
string(APPEND CMAKE_EXE_LINKER_FLAGS_MINSIZEREL " -Oz -flto")

# SDL2 gives the window, its GL context and mouse, and nothing else: sound, joysticks, files, renderers, gestures and
# surfaces (150 kB of ways to copy pixels) are left out.
castellan_require_dependency(sdl2)
set(sdl2_dir "${CASTELLAN_DEPS}/sdl2")
set(sdl2_sources
    SDL.c
    SDL_assert.c
    SDL_error.c
    SDL_guid.c
    SDL_hints.c
    SDL_list.c
    SDL_log.c
    SDL_utils.c
    atomic/SDL_atomic.c
    atomic/SDL_spinlock.c
    cpuinfo/SDL_cpuinfo.c
    events/SDL_clipboardevents.c
    events/SDL_displayevents.c
    events/SDL_dropevents.c
    events/SDL_events.c
    events/SDL_keyboard.c
    events/SDL_keysym_to_scancode.c
    events/SDL_mouse.c
    events/SDL_quit.c
    events/SDL_scancode_tables.c
    events/SDL_touch.c
    events/SDL_windowevents.c
    loadso/dummy/SDL_sysloadso.c
    misc/SDL_url.c
    misc/emscripten/SDL_sysurl.c
    stdlib/SDL_crc16.c
    stdlib/SDL_crc32.c
    stdlib/SDL_getenv.c
    stdlib/SDL_malloc.c
    stdlib/SDL_qsort.c
    stdlib/SDL_stdlib.c
    stdlib/SDL_string.c
    stdlib/SDL_strtokr.c
    thread/SDL_thread.c
    thread/generic/SDL_syscond.c
    thread/generic/SDL_sysmutex.c
    thread/generic/SDL_syssem.c
    thread/generic/SDL_systhread.c
    thread/generic/SDL_systls.c
    timer/SDL_timer.c
    timer/unix/SDL_systimer.c
    video/SDL_clipboard.c
    video/SDL_egl.c
    video/SDL_pixels.c
    video/SDL_rect.c
    video/SDL_video.c
    video/emscripten/SDL_emscriptenevents.c
    video/emscripten/SDL_emscriptenmouse.c
    video/emscripten/SDL_emscriptenopengles.c
    video/emscripten/SDL_emscriptenvideo.c)
list(TRANSFORM sdl2_sources PREPEND "${sdl2_dir}/src/")
add_library(sdl2 STATIC ${sdl2_sources} "${CMAKE_CURRENT_LIST_DIR}/sdl2_left_out.c")
add_library(SDL2::SDL2 ALIAS sdl2)
target_include_directories(sdl2 SYSTEM PUBLIC "${sdl2_dir}/include")
target_compile_definitions(sdl2 PRIVATE
    SDL_AUDIO_DISABLED=1
    SDL_FILESYSTEM_DISABLED=1
    SDL_JOYSTICK_DISABLED=1
    SDL_LOADSO_DUMMY=1
    SDL_LOCALE_DISABLED=1
    SDL_POWER_DISABLED=1
    SDL_RENDER_DISABLED=1
    SDL_SENSOR_DISABLED=1)
# By way of eglGetProcAddress the page would get glue for each of the 600 GL functions; SDL asks for a handful.
set_source_files_properties("${sdl2_dir}/src/video/emscripten/SDL_emscriptenopengles.c" PROPERTIES
    COMPILE_DEFINITIONS "eglGetProcAddress=castellan_gl_function")
target_compile_options(sdl2 PRIVATE -w)
