// What the program calls (boundary.hpp), handed on to the page's own modules: Module.host is made by shell/console.js.
addToLibrary({
  host_mirror: (words, count, texts, bytes) => Module["host"]["mirror"](words, count, texts, bytes),
  host_text_entry: (id, x, y, width, height, cutTop, cutBottom, fontSize, kind, flags, maxLength, value, bytes) =>
    Module["host"]["textEntry"](id >>> 0, x, y, width, height, cutTop, cutBottom, fontSize, kind, flags, maxLength, value, bytes),
  host_colors: (text, field, placeholder, caret) => Module["host"]["colors"](text, field, placeholder, caret),
  host_cursor: (cursor) => Module["host"]["cursor"](cursor),
  host_navigate: (hash, bytes, replace) => Module["host"]["navigate"](hash, bytes, replace),
  host_title: (title, bytes) => Module["host"]["title"](title, bytes),
  host_announce: (sentence, bytes) => Module["host"]["announce"](sentence, bytes),
  host_copy: (text, bytes) => Module["host"]["copy"](text, bytes),
  host_download: (name, nameBytes, type, typeBytes, content, bytes) =>
    Module["host"]["download"](name, nameBytes, type, typeBytes, content, bytes),
  host_pick: (what) => Module["host"]["pick"](what),
  host_keep: (key, keyBytes, value, bytes) => Module["host"]["keep"](key, keyBytes, value, bytes),
  host_http: (request, method, methodBytes, path, pathBytes, headers, headerBytes, body, bodyBytes, inPieces) =>
    Module["host"]["http"](request, method, methodBytes, path, pathBytes, headers, headerBytes, body, bodyBytes, inPieces),
  host_listen: (path, bytes) => Module["host"]["listen"](path, bytes),
  host_sign_out: (why) => Module["host"]["signOut"](why),
  host_theme: (dark) => Module["host"]["theme"](dark),
  host_language: (tag, bytes) => Module["host"]["language"](tag, bytes),
  host_say: (phrase, value, text, room) => Module["host"]["say"](phrase, value, text, room),
  host_list: (items, bytes, alternatives, text, room) => Module["host"]["list"](items, bytes, alternatives, text, room),
  host_text_width: (text, bytes, fontSize, strong) => Module["host"]["textWidth"](text, bytes, fontSize, strong),
  host_text_paint: (text, bytes, fontSize, strong, color, x, y, pixels, width, height) =>
    Module["host"]["textPaint"](text, bytes, fontSize, strong, color, x, y, pixels, width, height),
  host_picture: (address, bytes, pixels, width, height) => Module["host"]["picture"](address, bytes, pixels, width, height),
  host_pixels: (pixels, width, height, left, top, patchWidth, patchHeight) =>
    Module["host"]["pixels"](pixels, width, height, left, top, patchWidth, patchHeight),
  // SDL's driver of the page (cmake/sdl2_page.c). Dear ImGui smooths edges itself, and what is behind the canvas is nobody's.
  page_open_gl__deps: ["$GL"],
  page_open_gl: () => {
    const context = GL.createContext(Module["canvas"], { majorVersion: 2, alpha: false, antialias: false, depth: false });
    return context && GL.makeContextCurrent(context) ? 1 : 0;
  },
  page_close_gl__deps: ["$GL"],
  page_close_gl: () => GL.currentContext && GL.deleteContext(GL.currentContext.handle),
});
