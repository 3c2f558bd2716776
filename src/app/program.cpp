#include "app/program.hpp"

#include "app/boundary.hpp"
#include "app/lettering.hpp"
#include "ui/kit/digest.hpp"

#include <imgui.h>

#include <algorithm>
#include <utility>

namespace castellan::app
{

namespace
{

/// While things move, assistive technology is told ten times a second; then once more when they have come to rest.
constexpr double mirror_interval_ms = 100;

std::uint32_t rgb(ui::Color color)
{
    return static_cast<std::uint32_t>(color.red) << 16 | static_cast<std::uint32_t>(color.green) << 8 | color.blue;
}

std::uint64_t digest_of(ImDrawData const& frame, unsigned fonts, Pages pages)
{
    ui::Digest digest;
    digest.add(&fonts, sizeof fonts);
    for (auto const& page : pages)
        digest.add(&page.revision, sizeof page.revision);
    digest.add(&frame.DisplaySize, sizeof frame.DisplaySize);
    digest.add(&frame.FramebufferScale, sizeof frame.FramebufferScale);
    for (auto const* const list : frame.CmdLists) {
        digest.add(list->VtxBuffer.Data, static_cast<std::size_t>(list->VtxBuffer.size_in_bytes()));
        digest.add(list->IdxBuffer.Data, static_cast<std::size_t>(list->IdxBuffer.size_in_bytes()));
        for (auto const& command : list->CmdBuffer) {
            digest.add(&command.ClipRect, sizeof command.ClipRect);
            digest.add(&command.ElemCount, sizeof command.ElemCount);
            digest.add(&command.TextureId, sizeof command.TextureId);
        }
    }
    return digest.value();
}

std::uint64_t digest_of(ui::TextEntry const& entry)
{
    ui::Digest digest;
    digest.add(&entry.id, sizeof entry.id);
    digest.add(&entry.rect, sizeof entry.rect);
    digest.add(&entry.clip, sizeof entry.clip);
    digest.add(&entry.font_size, sizeof entry.font_size);
    digest.add(entry.value);
    return digest.value();
}

} // namespace

Program::Program(ui::Fonts const& fonts, std::unique_ptr<Painter> painter, Show show)
    : ui_(fonts),
      painter_(std::move(painter)),
      console_(make_console(ui_, show))
{
    ui_.set_lettering(make_browser_lettering());
}

double Program::frame(Moment const& moment, Settle settle)
{
    auto const& report = console_->frame(moment);
    paint();
    // A field's element must be there before it is edited, and lose the focus when it no longer is.
    auto const editing = report.text_entry ? report.text_entry->id : 0;
    auto const mirror_due_ms = tell_mirror(moment.now_ms, editing == editing_ ? settle : Settle::now);
    editing_ = editing;
    tell_report(report);

    if (console_->wants_frame())
        return 0;
    auto next_ms = report.next_frame_in ? std::max(0.0, *report.next_frame_in * 1000) : -1.0;
    if (mirror_due_ms > 0)
        next_ms = next_ms < 0 ? mirror_due_ms : std::min(next_ms, mirror_due_ms);
    return next_ms;
}

void Program::paint()
{
    auto const* const frame = ui_.draw_data();
    if (frame == nullptr)
        return;
    auto const digest = digest_of(*frame, ui_.font_generation(), ui_.pages());
    if (digest == painted_)
        return;
    painted_ = digest;
    painter_->paint(*frame, ui_.font_generation(), ui_.pages());
}

double Program::tell_mirror(double now_ms, Settle settle)
{
    auto const due_ms = mirrored_at_ms_ + mirror_interval_ms - now_ms;
    if (settle == Settle::soon && due_ms > 0)
        return due_ms;
    if (auto const* const update = mirror_.take(ui_.semantics())) {
        host_mirror(update->words.data(), update->words.size(), update->texts.data(), update->texts.size());
        mirrored_at_ms_ = now_ms;
    }
    return 0;
}

void Program::tell_report(ui::FrameReport const& report)
{
    if (report.cursor != cursor_) {
        cursor_ = report.cursor;
        host_cursor(static_cast<int>(cursor_));
    }
    if (report.copy)
        host_copy(report.copy->data(), report.copy->size());
    if (report.pick != ui::Pick::nothing)
        host_pick(static_cast<int>(report.pick));
    if (auto const& file = report.download)
        host_download(file->name.data(), file->name.size(), file->type.data(), file->type.size(), file->content.data(),
                      file->content.size());
    for (auto const& [key, value] : report.keep)
        host_keep(key.data(), key.size(), value.data(), value.size());

    auto const entry = report.text_entry.value_or(ui::TextEntry{});
    auto const digest = digest_of(entry);
    if (digest == entry_)
        return;
    entry_ = digest;
    auto const cut_top = std::clamp(entry.clip.y - entry.rect.y, 0.0f, entry.rect.height);
    auto const cut_bottom = std::clamp(entry.rect.bottom() - entry.clip.bottom(), 0.0f, entry.rect.height);
    host_text_entry(entry.id, entry.rect.x, entry.rect.y, entry.rect.width, entry.rect.height, cut_top, cut_bottom,
                    entry.font_size, static_cast<int>(entry.kind), entry.select_all ? 1 : 0,
                    static_cast<int>(entry.max_length), entry.value.data(), entry.value.size());
}

void Program::resize(ui::Viewport const& size, int pixel_width, int pixel_height)
{
    auto viewport = ui_.viewport();
    viewport.width = size.width;
    viewport.height = size.height;
    viewport.pixel_ratio = size.pixel_ratio;
    ui_.set_viewport(viewport);
    painter_->resize(pixel_width, pixel_height);
    painted_ = 0; // A canvas that was resized is empty.
}

void Program::appearance(bool dark, bool coarse_pointer, bool reduced_motion)
{
    auto viewport = ui_.viewport();
    viewport.dark = dark;
    viewport.coarse_pointer = coarse_pointer;
    viewport.reduced_motion = reduced_motion;
    viewport.text_overlay = true;
    ui_.set_viewport(viewport);
    auto const& theme = ui_.theme();
    host_colors(rgb(theme.text), rgb(theme.field), rgb(theme.text_muted), rgb(theme.accent));
}

void Program::context_lost()
{
    painter_->lost();
}

void Program::context_restored()
{
    painter_->restored();
    painted_ = 0;
}

} // namespace castellan::app
