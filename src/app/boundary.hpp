// The one table of what crosses between the program and the page; `shell/boundary.js` is its other half, with the same
// names in the same order. Values are numbers; texts are UTF-8, a pointer and a length, valid during the call.
//
//   host_*  the program calls; implemented by shell/console.js, reached through boundary_library.js
//   app_*   the page calls; implemented in exports.cpp. Texts come in the buffer that app_lend returned last, one after
//           the other, with a length each.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

/// Changed semantics, as shell/mirror_update.js reads them.
void host_mirror(std::uint32_t const* words, std::size_t count, char const* texts, std::size_t bytes);
/// The field being edited; id 0: none. `cut_*`: how much of it is out of sight at the top and at the bottom. `flags` 1:
/// everything is selected on arrival.
void host_text_entry(std::uint32_t id, float x, float y, float width, float height, float cut_top, float cut_bottom,
                     float font_size, int kind, int flags, int max_length, char const* value, std::size_t bytes);
/// Colours of the edited field, 0xRRGGBB.
void host_colors(std::uint32_t text, std::uint32_t field, std::uint32_t placeholder, std::uint32_t caret);
void host_cursor(int cursor);
void host_navigate(char const* hash, std::size_t bytes, int replace);
void host_title(char const* title, std::size_t bytes);
/// Read out by assistive technology.
void host_announce(char const* sentence, std::size_t bytes);
void host_copy(char const* text, std::size_t bytes);
/// A file for the person to keep: its name, its type, its content.
void host_download(char const* name, std::size_t name_bytes, char const* type, std::size_t type_bytes,
                   char const* content, std::size_t bytes);
/// Lets the person bring something, as castellan::ui::Pick; answered by app_file if he does.
void host_pick(int what);
/// Something to remember in this browser; an empty value is forgotten.
void host_keep(char const* key, std::size_t key_bytes, char const* value, std::size_t bytes);
/// `headers`: "Name: value" lines. Answered by app_http_response, also if there was no answer (status 0). `in_pieces` 1:
/// the body of a successful answer comes before that, by app_http_piece.
void host_http(int request, char const* method, std::size_t method_bytes, char const* path, std::size_t path_bytes,
               char const* headers, std::size_t header_bytes, char const* body, std::size_t body_bytes, int in_pieces);
/// Listens to a stream of server-sent events, and opens it again when it breaks. An empty path stops.
void host_listen(char const* path, std::size_t bytes);
/// Ends the session and everything of it in this page. `why` 0: asked for; 1: the server ended it.
void host_sign_out(int why);
/// The person wants light (0) or dark (1) from now on.
void host_theme(int dark);
/// The person wants this language from now on; answered by app_language.
void host_language(char const* tag, std::size_t bytes);
/// What castellan::ui::Formats is asked, of the browser's Intl. Written to `text`, at most `room` bytes; the length.
std::size_t host_say(int phrase, double value, char* text, std::size_t room);
/// A list of items, each ended by a zero.
std::size_t host_list(char const* items, std::size_t bytes, int alternatives, char* text, std::size_t room);
/// How wide a line is in the browser's own fonts, in device pixels.
double host_text_width(char const* text, std::size_t bytes, float font_size, int strong);
/// Paints a line, from x on along the baseline y, 0xRRGGBB: RGBA, row by row.
void host_text_paint(char const* text, std::size_t bytes, float font_size, int strong, std::uint32_t color, float x, float y,
                     std::uint32_t* pixels, int width, int height);
/// Paints the picture at an address, whole and as large as fits: RGBA, row by row. 0: it is not there, or not yet; a frame is
/// drawn when it has come.
int host_picture(char const* address, std::size_t bytes, std::uint32_t* pixels, int width, int height);
/// A frame drawn without WebGL: RGBA, row by row, and what of it differs from the former.
void host_pixels(std::uint32_t const* pixels, int width, int height, int left, int top, int patch_width,
                 int patch_height);

/// Room for the texts of the next call.
char* app_lend(std::size_t bytes);
/// Before the start: 0 regular, 1 semibold, 2 icons.
void app_font(int which, std::size_t bytes);
/// The languages that can be chosen: tags and names by turns, each ended by a zero.
void app_languages(std::size_t bytes);
/// Speaks this one from now on, with its catalogue as castellan::ui::speak takes it.
void app_language(std::size_t tag_bytes, std::size_t catalogue_bytes);
/// Makes the console, at the lent address. 0: without WebGL, frames come through host_pixels.
int app_start(int gallery, int webgl, std::size_t hash_bytes);
/// After the start: something that host_keep was given in an earlier visit.
void app_recall(std::size_t key_bytes, std::size_t value_bytes);
/// A file that the person chose or dropped; of a large one no more than its beginning.
void app_file(std::size_t name_bytes, std::size_t content_bytes);
/// Draws one frame; answers in how many milliseconds the next is wanted, negative: after something happened.
/// `settle` 1: what it changed must be in the mirror when it returns.
double app_frame(double now_ms, double clock_ms, int utc_offset_minutes, int settle);
void app_resize(float width, float height, int pixel_width, int pixel_height, float pixel_ratio);
void app_appearance(int dark, int coarse_pointer, int reduced_motion);
/// The system's colours, 0xRRGGBB, that alone are to be drawn in; before app_appearance. `forced` 0: the theme's own.
void app_forced_colors(int forced, std::uint32_t canvas, std::uint32_t canvas_text, std::uint32_t link_text,
                       std::uint32_t gray_text, std::uint32_t highlight, std::uint32_t highlight_text);
void app_pointer_moved(float x, float y);
void app_pointer_left();
/// `modifiers` as of app_key.
void app_pointer_button(int down, int touch, int modifiers);
void app_scrolled(float x, float y);
/// `key` as castellan::ui::Key; modifiers 1 shift, 2 control, 4 alt. 1: used.
int app_key(int key, int modifiers);
/// Goes to the search of what is shown. 0: there is none, or one is there already.
int app_find();
void app_activate(std::uint32_t id);
void app_focus(std::uint32_t id);
/// The keyboard comes in at the first or (1) last stop.
void app_enter(int last);
void app_blur();
void app_set_value(std::uint32_t id, std::size_t bytes);
void app_submit(std::uint32_t id);
void app_route(std::size_t bytes);
/// The next piece of a body. 1: there is something to draw.
int app_http_piece(int request, std::size_t bytes);
void app_http_response(int request, int status, int retry_after, std::size_t etag_bytes, std::size_t body_bytes);
/// "open", "closed", or an event's own name with its data.
void app_event(std::size_t event_bytes, std::size_t data_bytes);
/// The WebGL context was lost (0) or is there again (1).
void app_context(int there);
}
