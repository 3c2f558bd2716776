/* SDL's video driver of this page, in place of video/emscripten of SDL 2.32.4: one window, which is the page's canvas, and
 * its WebGL 2 context.
 *
 * SDL's own listens on the window and keeps Backspace, Tab, arrows, all F keys and everything with Ctrl from the page, takes
 * text from `keypress`, turns touches into mouse events, and draws cursors itself: neither DOM inputs nor browser shortcuts
 * live beside it. The shell's own modules listen, size the canvas, and own title and cursor. It gets its context by way of an
 * emulation of EGL, which costs a first visit 20 kB, and none of it is needed. */
#include "SDL_internal.h"

#include "video/SDL_sysvideo.h"

/* src/app/boundary_library.js: whether the canvas has a context now. */
int page_open_gl(void);
void page_close_gl(void);

static int only_context;

static int init(_THIS)
{
    /* A display of some size must be there. The page's is the page's business. */
    SDL_DisplayMode mode = {.format = SDL_PIXELFORMAT_RGB888, .w = 1, .h = 1};
    return SDL_AddBasicVideoDisplay(&mode) < 0 ? -1 : 0;
}

static void quit(_THIS) {}

static int load_library(_THIS, char const* path)
{
    return 0;
}

static void unload_library(_THIS) {}

static SDL_GLContext create_context(_THIS, SDL_Window* window)
{
    return page_open_gl() ? &only_context : NULL;
}

static int make_current(_THIS, SDL_Window* window, SDL_GLContext context)
{
    return 0;
}

static void delete_context(_THIS, SDL_GLContext context)
{
    page_close_gl();
}

static void free_device(SDL_VideoDevice* device)
{
    SDL_free(device);
}

static SDL_VideoDevice* create_device(void)
{
    SDL_VideoDevice* const device = SDL_calloc(1, sizeof *device);
    if (device == NULL)
        return NULL;
    device->VideoInit = init;
    device->VideoQuit = quit;
    device->GL_LoadLibrary = load_library;
    device->GL_UnloadLibrary = unload_library;
    device->GL_CreateContext = create_context;
    device->GL_MakeCurrent = make_current;
    device->GL_DeleteContext = delete_context;
    device->free = free_device;
    return device;
}

/* The name by which SDL_video.c knows the driver of this platform. */
VideoBootStrap Emscripten_bootstrap = {"page", "The page's canvas", create_device, NULL};
