// What the page calls (boundary.hpp): only translates.
#include "app/boundary.hpp"
#include "app/intl.hpp"
#include "app/program.hpp"
#include "ui/kit/language.hpp"

#include <emscripten/em_macros.h>

#include <array>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace
{

using castellan::app::Program;
using castellan::app::Settle;
using castellan::app::Show;

/// All that outlives a call. There is one page, so there is one.
struct Instance
{
    std::string lent;
    std::array<std::vector<std::byte>, 3> fonts;
    std::unique_ptr<Program> program;
};

Instance& instance()
{
    static Instance one;
    return one;
}

castellan::ui::Ui& ui()
{
    return instance().program->ui();
}

castellan::ui::Modifiers held(int modifiers)
{
    return {.shift = (modifiers & 1) != 0, .control = (modifiers & 2) != 0, .alt = (modifiers & 4) != 0};
}

/// The lent texts, taken one after the other.
class Lent
{
public:
    std::string_view take(std::size_t bytes)
    {
        auto const text = rest_.substr(0, bytes);
        rest_.remove_prefix(text.size());
        return text;
    }

    /// The next text that a zero ends.
    std::string_view take_ended()
    {
        auto const text = take(rest_.find('\0'));
        take(1);
        return text;
    }
    [[nodiscard]] bool empty() const { return rest_.empty(); }

private:
    std::string_view rest_ = instance().lent;
};

} // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE char* app_lend(std::size_t bytes)
{
    auto& lent = instance().lent;
    lent.resize(bytes);
    return lent.data();
}

EMSCRIPTEN_KEEPALIVE void app_font(int which, std::size_t bytes)
{
    auto const file = Lent{}.take(bytes);
    auto& font = instance().fonts[static_cast<std::size_t>(which)];
    font.resize(file.size());
    std::memcpy(font.data(), file.data(), file.size());
}

EMSCRIPTEN_KEEPALIVE void app_languages(std::size_t bytes)
{
    static_cast<void>(bytes); // All that was lent.
    std::vector<castellan::ui::Language> languages;
    for (Lent lent; !lent.empty();) {
        std::string const tag(lent.take_ended());
        languages.push_back({tag, std::string(lent.take_ended())});
    }
    castellan::ui::offer_languages(std::move(languages));
}

EMSCRIPTEN_KEEPALIVE void app_language(std::size_t tag_bytes, std::size_t catalogue_bytes)
{
    Lent lent;
    auto const tag = lent.take(tag_bytes);
    castellan::ui::speak(tag, lent.take(catalogue_bytes), castellan::app::make_intl());
}

EMSCRIPTEN_KEEPALIVE int app_start(int gallery, int webgl, std::size_t hash_bytes)
{
    auto& [lent, fonts, program] = instance();
    auto painter = webgl != 0 ? castellan::app::make_gl_painter() : nullptr;
    auto const drawn_by_gl = painter != nullptr;
    if (!painter)
        painter = castellan::app::make_pixel_painter();
    program = std::make_unique<Program>(castellan::ui::Fonts{fonts[0], fonts[1], fonts[2]}, std::move(painter),
                                        gallery != 0 ? Show::gallery : Show::organization);
    program->console().start(std::string(Lent{}.take(hash_bytes)));
    return drawn_by_gl ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void app_recall(std::size_t key_bytes, std::size_t value_bytes)
{
    Lent lent;
    auto const key = lent.take(key_bytes);
    ui().recall(key, lent.take(value_bytes));
}

EMSCRIPTEN_KEEPALIVE void app_file(std::size_t name_bytes, std::size_t content_bytes)
{
    Lent lent;
    auto const name = lent.take(name_bytes);
    ui().file_picked({std::string(name), std::string(lent.take(content_bytes))});
}

EMSCRIPTEN_KEEPALIVE double app_frame(double now_ms, double clock_ms, int utc_offset_minutes, int settle)
{
    return instance().program->frame({now_ms, static_cast<std::int64_t>(clock_ms), utc_offset_minutes},
                                     settle != 0 ? Settle::now : Settle::soon);
}

EMSCRIPTEN_KEEPALIVE void app_resize(float width, float height, int pixel_width, int pixel_height, float pixel_ratio)
{
    instance().program->resize({.width = width, .height = height, .pixel_ratio = pixel_ratio}, pixel_width,
                               pixel_height);
}

EMSCRIPTEN_KEEPALIVE void app_appearance(int dark, int coarse_pointer, int reduced_motion)
{
    instance().program->appearance(dark != 0, coarse_pointer != 0, reduced_motion != 0);
}

EMSCRIPTEN_KEEPALIVE void app_forced_colors(int forced, std::uint32_t canvas, std::uint32_t canvas_text,
                                            std::uint32_t link_text, std::uint32_t gray_text, std::uint32_t highlight,
                                            std::uint32_t highlight_text)
{
    using castellan::ui::Color;
    if (forced == 0) {
        ui().force_colors(std::nullopt);
        return;
    }
    ui().force_colors(castellan::ui::SystemColors{.canvas = Color::hex(canvas),
                                                  .canvas_text = Color::hex(canvas_text),
                                                  .link_text = Color::hex(link_text),
                                                  .gray_text = Color::hex(gray_text),
                                                  .highlight = Color::hex(highlight),
                                                  .highlight_text = Color::hex(highlight_text)});
}

EMSCRIPTEN_KEEPALIVE void app_pointer_moved(float x, float y)
{
    ui().pointer_moved(x, y);
}

EMSCRIPTEN_KEEPALIVE void app_pointer_left()
{
    ui().pointer_left();
}

EMSCRIPTEN_KEEPALIVE void app_pointer_button(int down, int touch, int modifiers)
{
    ui().pointer_button(down != 0, touch != 0, held(modifiers));
}

EMSCRIPTEN_KEEPALIVE int app_takes_drag(float x, float y)
{
    return ui().takes_drag(x, y) ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void app_scrolled(float x, float y)
{
    ui().wheel(x, y);
}

EMSCRIPTEN_KEEPALIVE int app_key(int key, int modifiers)
{
    return ui().key(static_cast<castellan::ui::Key>(key), held(modifiers)) ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE int app_find()
{
    return instance().program->console().find() ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void app_activate(std::uint32_t id)
{
    ui().activate(id);
}

EMSCRIPTEN_KEEPALIVE void app_focus(std::uint32_t id)
{
    ui().focus(id);
}

EMSCRIPTEN_KEEPALIVE void app_enter(int last)
{
    if (last != 0)
        ui().focus_last();
    else
        ui().focus_first();
}

EMSCRIPTEN_KEEPALIVE void app_blur()
{
    ui().blur();
}

EMSCRIPTEN_KEEPALIVE void app_set_value(std::uint32_t id, std::size_t bytes)
{
    ui().set_value(id, Lent{}.take(bytes));
}

EMSCRIPTEN_KEEPALIVE void app_submit(std::uint32_t id)
{
    ui().submit(id);
}

EMSCRIPTEN_KEEPALIVE void app_route(std::size_t bytes)
{
    instance().program->console().route_changed(std::string(Lent{}.take(bytes)));
}

EMSCRIPTEN_KEEPALIVE int app_http_piece(int request, std::size_t bytes)
{
    auto& console = instance().program->console();
    console.arrived(request, Lent{}.take(bytes));
    return console.wants_frame() ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void app_http_response(int request, int status, int retry_after, std::size_t etag_bytes,
                                            std::size_t body_bytes)
{
    Lent lent;
    auto const etag = lent.take(etag_bytes);
    // Copied, because whoever receives it may well ask for the lent buffer.
    castellan::client::Answer const answer{status, retry_after, std::string(etag), std::string(lent.take(body_bytes))};
    instance().program->console().answered(request, answer);
}

EMSCRIPTEN_KEEPALIVE void app_event(std::size_t event_bytes, std::size_t data_bytes)
{
    Lent lent;
    std::string const event(lent.take(event_bytes));
    std::string const data(lent.take(data_bytes));
    instance().program->console().heard(event, data);
}

EMSCRIPTEN_KEEPALIVE void app_context(int there)
{
    if (there != 0)
        instance().program->context_restored();
    else
        instance().program->context_lost();
}
}
