/* What the parts of SDL2 that we compile ask of the parts that we leave out: nothing is found, nothing is there. */
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

int SDL_GetRendererOutputSize(SDL_Renderer* renderer, int* width, int* height)
{
    (void)renderer;
    *width = *height = 0;
    return -1;
}

void SDL_DestroyRendererWithoutFreeing(SDL_Renderer* renderer)
{
    (void)renderer;
}

/* Game controllers, which Dear ImGui's backend would take for navigation. */
SDL_GameController* SDL_GameControllerOpen(int index)
{
    (void)index;
    return NULL;
}

Uint8 SDL_GameControllerGetButton(SDL_GameController* controller, SDL_GameControllerButton button)
{
    (void)controller;
    (void)button;
    return 0;
}

Sint16 SDL_GameControllerGetAxis(SDL_GameController* controller, SDL_GameControllerAxis axis)
{
    (void)controller;
    (void)axis;
    return 0;
}
