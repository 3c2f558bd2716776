#include "ui/kit/actions_plan.hpp"
#include "ui/kit/core.hpp"
#include "ui/kit/field.hpp"
#include "ui/kit/text.hpp"

namespace castellan::ui {

Form::Form(Ui& ui, std::string_view name, int columns) : ui_(ui)
{
    auto& core = ui.core();
    auto const id = core.id(name);
    core.open({.id = id, .role = AriaRole::form, .name = name});
    core.push_id(id);
    auto const wide = core.region().width >= core.px(480);
    core.forms.push_back({.id = id, .columns = wide ? columns : 1});
}

Form::~Form()
{
    auto& core = ui_.core();
    core.forms.pop_back();
    core.pop_id();
    core.close();
}

void Form::section(std::string_view title, std::string_view body)
{
    auto& core = ui_.core();
    core.forms.back().column = 0;
    space(ui_, 8);
    heading(ui_, title, 3);
    if (!body.empty()) {
        core.place_close(0, core.px(2));
        core.region().first = true;
        muted(ui_, body);
    }
}

bool Form::submitted() const
{
    return ui_.core().forms.back().submitted;
}

Actions Form::actions()
{
    auto& core = ui_.core();
    core.forms.back().column = 0;
    auto const rect = core.place(0, core.control_height());
    auto plan = std::make_unique<Actions::Plan>(core, core.id("form-actions"), Actions::Plan::Place::right_aligned);
    plan->area = rect;
    return Actions{std::move(plan)};
}

} // namespace castellan::ui
