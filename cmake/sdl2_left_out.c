/* What the parts of SDL2 that we compile ask of the parts that we leave out: nothing is found, nothing is there. Events,
 * focus, mouse, keyboard and texts of errors belong to the page and to the program (cmake/sdl2_page.c). */
#include "SDL_internal.h"

#include "SDL.h"
#include "events/SDL_events_c.h"

int SDL_SetError(char const* format, ...)
{
    return -1;
}

int SDL_Error(SDL_errorcode code)
{
    return -1;
}

int SDL_InitSubSystem(Uint32 flags)
{
    return 0;
}

int SDL_Init(Uint32 flags)
{
    return -1; /* The program initialises the video system by itself. */
}

void SDL_QuitSubSystem(Uint32 flags) {}

void SDL_TicksInit(void) {}

SDL_threadID SDL_ThreadID(void)
{
    return 0;
}

/* There is one thread: what others would have to guard is a variable. */
int SDL_AtomicAdd(SDL_atomic_t* number, int more)
{
    int const before = number->value;
    number->value += more;
    return before;
}

static void* stored[4];
static SDL_TLSID last_stored;

SDL_TLSID SDL_TLSCreate(void)
{
    return last_stored < 3 ? ++last_stored : 0;
}

void* SDL_TLSGet(SDL_TLSID id)
{
    return stored[id];
}

int SDL_TLSSet(SDL_TLSID id, void const* value, void(SDLCALL* destructor)(void*))
{
    stored[id] = (void*)value;
    return 0;
}

/* Hints have their defaults. */
char const* SDL_GetHint(char const* name)
{
    return NULL;
}

SDL_bool SDL_GetHintBoolean(char const* name, SDL_bool otherwise)
{
    return otherwise;
}

SDL_bool SDL_SetHint(char const* name, char const* value)
{
    return SDL_FALSE;
}

/* Events. */
Uint8 SDL_EventState(Uint32 type, int state)
{
    return SDL_DISABLE;
}

int SDL_SendWindowEvent(SDL_Window* window, Uint8 event, int first, int second)
{
    return 0;
}

int SDL_SendDisplayEvent(SDL_VideoDisplay* display, Uint8 event, int data)
{
    return 0;
}

int SDL_KeyboardInit(void)
{
    return 0;
}

void SDL_KeyboardQuit(void) {}

SDL_Window* SDL_GetKeyboardFocus(void)
{
    return NULL;
}

void SDL_SetKeyboardFocus(SDL_Window* window) {}

int SDL_MousePreInit(void)
{
    return 0;
}

void SDL_MousePostInit(void) {}

void SDL_MouseQuit(void) {}

SDL_Mouse* SDL_GetMouse(void)
{
    static SDL_Mouse mouse;
    return &mouse;
}

SDL_Window* SDL_GetMouseFocus(void)
{
    return NULL;
}

void SDL_SetMouseFocus(SDL_Window* window) {}

Uint32 SDL_GetMouseState(int* x, int* y)
{
    return 0;
}

int SDL_SetRelativeMouseMode(SDL_bool enabled)
{
    return -1;
}

int SDL_UpdateMouseCapture(SDL_bool force_release)
{
    return 0;
}

void SDL_WarpMouseInWindow(SDL_Window* window, int x, int y) {}

void SDL_PerformWarpMouseInWindow(SDL_Window* window, int x, int y, SDL_bool ignore_relative_mode) {}

int SDL_TouchInit(void)
{
    return 0;
}

void SDL_TouchQuit(void) {}

/* Renderers: windows have none. */
SDL_Renderer* SDL_GetRenderer(SDL_Window* window)
{
    return NULL;
}

void SDL_DestroyRendererWithoutFreeing(SDL_Renderer* renderer) {}

/* Surfaces: a window is drawn with GL only, its icon is the page's, and its cursors are CSS's. */
SDL_Surface* SDL_CreateRGBSurfaceFrom(void* pixels, int width, int height, int depth, int pitch, Uint32 red,
                                      Uint32 green, Uint32 blue, Uint32 alpha)
{
    return NULL;
}

SDL_Surface* SDL_ConvertSurfaceFormat(SDL_Surface* surface, Uint32 format, Uint32 flags)
{
    return NULL;
}

void SDL_FreeSurface(SDL_Surface* surface) {}
