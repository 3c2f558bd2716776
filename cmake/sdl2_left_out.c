/* What the parts of SDL2 that we compile ask of the parts that we leave out: nothing is found, nothing is there. What has
 * to do with the page is in src/app/sdl_page.c. */
#include <GLES3/gl3.h>
#include <SDL.h>
#include <string.h>

/* The GL functions that SDL2 looks up by name, in place of Emscripten's table of all of them. */
void* castellan_gl_function(char const* name)
{
    static struct
    {
        char const* name;
        void* function;
    } const functions[] = {
        {"glGetString", (void*)glGetString},
        {"glGetStringi", (void*)glGetStringi},
        {"glGetIntegerv", (void*)glGetIntegerv},
        {"glGetError", (void*)glGetError},
        {"glClear", (void*)glClear},
        {"glClearColor", (void*)glClearColor},
    };
    for (unsigned i = 0; i < sizeof functions / sizeof functions[0]; ++i)
        if (strcmp(functions[i].name, name) == 0)
            return functions[i].function;
    return NULL;
}

/* Renderers: windows have none. */
SDL_Renderer* SDL_GetRenderer(SDL_Window* window)
{
    (void)window;
    return NULL;
}

void SDL_DestroyRendererWithoutFreeing(SDL_Renderer* renderer)
{
    (void)renderer;
}

/* Surfaces: a window is drawn with GL only, its icon is the page's, and its cursors are CSS's. */
SDL_Surface* SDL_CreateRGBSurface(Uint32 flags, int width, int height, int depth, Uint32 red, Uint32 green, Uint32 blue,
                                  Uint32 alpha)
{
    (void)flags, (void)width, (void)height, (void)depth, (void)red, (void)green, (void)blue, (void)alpha;
    return NULL;
}

SDL_Surface* SDL_CreateRGBSurfaceFrom(void* pixels, int width, int height, int depth, int pitch, Uint32 red,
                                      Uint32 green, Uint32 blue, Uint32 alpha)
{
    (void)pixels, (void)width, (void)height, (void)depth, (void)pitch;
    (void)red, (void)green, (void)blue, (void)alpha;
    return NULL;
}

SDL_Surface* SDL_ConvertSurfaceFormat(SDL_Surface* surface, Uint32 format, Uint32 flags)
{
    (void)surface, (void)format, (void)flags;
    return NULL;
}

void SDL_FreeSurface(SDL_Surface* surface)
{
    (void)surface;
}

void SDL_UnRLESurface(SDL_Surface* surface, int recode)
{
    (void)surface, (void)recode;
}

/* Gestures: the shell's, which knows the page. */
void SDL_GestureProcessEvent(SDL_Event* event)
{
    (void)event;
}

int SDL_GestureAddTouch(SDL_TouchID touch)
{
    (void)touch;
    return -1;
}

int SDL_GestureDelTouch(SDL_TouchID touch)
{
    (void)touch;
    return -1;
}

void SDL_GestureQuit(void)
{
}
