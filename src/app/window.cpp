#include "app/window.hpp"

#include <SDL.h>

namespace castellan::app
{

std::unique_ptr<Window> Window::open()
{
    // SDL_Init would bring in every subsystem that SDL was built with.
    if (SDL_VideoInit(nullptr) != 0)
        return nullptr;
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3); // OpenGL ES 3 is WebGL 2.
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
    SDL_GL_SetAttribute(SDL_GL_ALPHA_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_MULTISAMPLESAMPLES, 0); // Dear ImGui smooths edges itself.
    constexpr int size = 1;                            // The page sizes the canvas.
    auto* const window = SDL_CreateWindow("Castellan", 0, 0, size, size,
                                          SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (window == nullptr)
        return nullptr;
    auto* const context = SDL_GL_CreateContext(window);
    if (context == nullptr) {
        SDL_DestroyWindow(window);
        return nullptr;
    }
    return std::unique_ptr<Window>(new Window(window, context));
}

Window::~Window()
{
    SDL_GL_DeleteContext(context_);
    SDL_DestroyWindow(window_);
}

} // namespace castellan::app
