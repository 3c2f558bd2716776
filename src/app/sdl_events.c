/* In place of SDL 2.32.4's SDL_emscriptenevents.c, which is then not linked at all. It listens on the window and keeps
 * Backspace, Tab, arrows, all F keys and everything with Ctrl from the page, takes text from `keypress`, and turns
 * touches into mouse events: neither DOM inputs nor browser shortcuts live beside it. The shell's own modules listen. */

void Emscripten_RegisterEventHandlers(void* window);
void Emscripten_UnregisterEventHandlers(void* window);
int Emscripten_HandleCanvasResize(int type, void const* reserved, void* window);

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
