// The console of an organisation: the screens and their client, over HTTP.
#include "app/boundary.hpp"
#include "app/gallery.hpp"
#include "app/http_transport.hpp"
#include "ui/screens/app.hpp"

#include <string>

namespace castellan::app
{

namespace
{

class OrganizationConsole final : public Console
{
public:
    explicit OrganizationConsole(ui::Ui& ui) : ui_(ui), app_(ui, transport_) {}

    void start(std::string_view hash) override { app_.start(hash); }

    ui::FrameReport const& frame(Moment const& moment) override
    {
        auto const& report = app_.frame(moment.now_ms / 1000, moment.clock_ms, moment.utc_offset_minutes);
        while (auto const there = app_.take_navigation())
            host_navigate(there->hash.data(), there->hash.size(), there->replace ? 1 : 0);
        if (app_.title() != title_) {
            title_ = app_.title();
            host_title(title_.data(), title_.size());
        }
        if (auto const sentence = app_.take_announcement())
            host_announce(sentence->data(), sentence->size());
        if (app_.take_theme_wish())
            host_theme(ui_.viewport().dark ? 0 : 1);
        if (auto const tag = app_.take_language_wish())
            host_language(tag->data(), tag->size());
        if (auto const how = app_.take_signed_out())
            host_sign_out(how == client::SignedOut::asked ? 0 : 1);
        return report;
    }

    bool wants_frame() const override { return app_.wants_frame(); }
    void route_changed(std::string_view hash) override { app_.route_changed(hash); }
    void arrived(int request, std::string_view piece) override { transport_.arrived(request, piece); }
    void answered(int request, client::Answer const& answer) override { transport_.answered(request, answer); }
    void heard(std::string_view event, std::string_view data) override { app_.heard(event, data); }
    bool find() override { return app_.find(); }

private:
    ui::Ui& ui_;
    HttpTransport transport_;
    ui::App app_;
    std::string title_;
};

} // namespace

std::unique_ptr<Console> make_console(ui::Ui& ui, Show show)
{
    if (show == Show::gallery)
        return make_gallery(ui);
    return std::make_unique<OrganizationConsole>(ui);
}

} // namespace castellan::app
