#include "ui/kit/semantics.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace castellan::ui {

std::string_view aria_name(AriaRole role)
{
    static constexpr auto names = std::to_array<std::string_view>({
        "text",       "heading",       "link",        "button",   "img",          "separator",  "status",
        "alert",      "tooltip",       "progressbar", "banner",   "navigation",   "main",       "complementary",
        "region",     "search",        "form",        "group",    "toolbar",      "list",       "listitem",
        "textbox",    "searchbox",     "spinbutton",  "checkbox", "switch",       "radiogroup", "radio",
        "combobox",   "listbox",       "option",      "tablist",  "tab",          "tabpanel",   "menu",
        "menuitem",   "menuitemradio", "menuitemcheckbox", "grid",        "row",      "columnheader", "gridcell",   "term",
        "definition", "dialog",        "alertdialog",
    });
    static_assert(names.size() == static_cast<std::size_t>(AriaRole::alertdialog) + 1);
    return names[static_cast<std::size_t>(role)];
}

bool is_interactive(AriaRole role)
{
    switch (role) {
    case AriaRole::link:
    case AriaRole::button:
    case AriaRole::textbox:
    case AriaRole::searchbox:
    case AriaRole::spinbutton:
    case AriaRole::checkbox:
    case AriaRole::switch_:
    case AriaRole::radio:
    case AriaRole::combobox:
    case AriaRole::option:
    case AriaRole::tab:
    case AriaRole::menuitem:
    case AriaRole::menuitemradio:
    case AriaRole::menuitemcheckbox:
        return true;
    default:
        return false;
    }
}

bool is_within(Semantics nodes, std::uint32_t index, std::uint32_t ancestor)
{
    while (index != SemanticNode::no_parent) {
        index = nodes[index].parent;
        if (index == ancestor)
            return true;
    }
    return false;
}

SemanticNode const* find(Semantics nodes, AriaRole role, std::string_view name, std::uint32_t within)
{
    for (std::uint32_t index = 0; index < nodes.size(); ++index) {
        auto const& node = nodes[index];
        if (node.role == role && node.name == name &&
            (within == SemanticNode::no_parent || is_within(nodes, index, within)))
            return &node;
    }
    return nullptr;
}

SemanticNode const* find(Semantics nodes, WidgetId id)
{
    auto const at = std::ranges::find(nodes, id, &SemanticNode::id);
    return at == nodes.end() ? nullptr : &*at;
}

std::string as_text(Semantics nodes)
{
    std::string text;
    std::vector<int> depth(nodes.size());
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        auto const& node = nodes[index];
        depth[index] = node.parent == SemanticNode::no_parent ? 0 : depth[node.parent] + 1;
        text.append(static_cast<std::size_t>(depth[index]) * 2, ' ');
        text += aria_name(node.role);
        if (node.level)
            text += " " + std::to_string(node.level);
        if (!node.name.empty())
            text.append(" \"").append(node.name).append("\"");
        if (!node.value.empty())
            text.append(" = \"").append(node.value).append("\"");
        if (!node.href.empty())
            text.append(" → ").append(node.href);
        auto const flag = [&](bool set, std::string_view word) {
            if (set)
                text.append(" [").append(word).append("]");
        };
        flag(node.disabled, "disabled");
        flag(node.selected, "selected");
        flag(node.current, "current");
        flag(node.focused, "focused");
        flag(node.required, "required");
        flag(node.busy, "busy");
        flag(node.checked == Checked::yes, "checked");
        flag(node.checked == Checked::mixed, "partly checked");
        flag(node.expanded == Expanded::yes, "expanded");
        flag(node.expanded == Expanded::no, "collapsed");
        flag(node.sorted == Sorted::ascending, "ascending");
        flag(node.sorted == Sorted::descending, "descending");
        if (!node.description.empty())
            text.append(" (").append(node.description).append(")");
        if (!node.error.empty())
            text.append(" !").append(node.error);
        text += '\n';
    }
    return text;
}

} // namespace castellan::ui
