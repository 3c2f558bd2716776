/* In place of four files of SDL 2.32.4, which are then not linked at all; their functions are known by name only.
 *
 * SDL_emscriptenevents.c listens on the window and keeps Backspace, Tab, arrows, all F keys and everything with Ctrl from
 * the page, takes text from `keypress`, and turns touches into mouse events: neither DOM inputs nor browser shortcuts live
 * beside it. The shell's own modules listen.
 *
 * SDL_emscriptenmouse.c, SDL_emscriptenframebuffer.c and SDL_blit.c bring software drawing for cursors and windows without
 * GL, with every pixel format converted into every other. Cursors are the page's, and ui/kit/raster.hpp draws without GL. */

void Emscripten_RegisterEventHandlers(void* window);
void Emscripten_UnregisterEventHandlers(void* window);
int Emscripten_HandleCanvasResize(int type, void const* reserved, void* window);
void Emscripten_InitMouse(void);
void Emscripten_FiniMouse(void);
int Emscripten_CreateWindowFramebuffer(void* device, void* window, void* format, void** pixels, int* pitch);
int Emscripten_UpdateWindowFramebuffer(void* device, void* window, void const* rects, int count);
void Emscripten_DestroyWindowFramebuffer(void* device, void* window);
int SDL_CalculateBlit(void* surface);

enum { not_supported = -1 };

void Emscripten_RegisterEventHandlers(void* window)
{
    (void)window;
}

void Emscripten_UnregisterEventHandlers(void* window)
{
    (void)window;
}

int Emscripten_HandleCanvasResize(int type, void const* reserved, void* window)
{
    (void)type;
    (void)reserved;
    (void)window;
    return 0;
}

void Emscripten_InitMouse(void) {}

void Emscripten_FiniMouse(void) {}

int Emscripten_CreateWindowFramebuffer(void* device, void* window, void* format, void** pixels, int* pitch)
{
    (void)device;
    (void)window;
    (void)format;
    (void)pixels;
    (void)pitch;
    return not_supported;
}

int Emscripten_UpdateWindowFramebuffer(void* device, void* window, void const* rects, int count)
{
    (void)device;
    (void)window;
    (void)rects;
    (void)count;
    return not_supported;
}

void Emscripten_DestroyWindowFramebuffer(void* device, void* window)
{
    (void)device;
    (void)window;
}

int SDL_CalculateBlit(void* surface)
{
    (void)surface;
    return not_supported;
}
