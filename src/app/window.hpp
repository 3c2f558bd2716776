// SDL2's part: the one window, which is the page's canvas, and its WebGL 2 context. Its size is the page's business
// (shell/canvas.js), and so are its events (cmake/sdl2_page.c).
#pragma once

#include <memory>

struct SDL_Window;

namespace castellan::app
{

class Window
{
public:
    /// Null if the browser gives no context.
    [[nodiscard]] static std::unique_ptr<Window> open();
    ~Window();
    Window(Window const&) = delete;
    Window& operator=(Window const&) = delete;

private:
    Window(SDL_Window* window, void* context) : window_(window), context_(context) {}

    SDL_Window* window_;
    void* context_;
};

} // namespace castellan::app
