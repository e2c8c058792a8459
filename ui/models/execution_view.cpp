// What is asked of an execution: its entries into a state, where it failed, what lights up on the picture.
#include "ui/models/execution_view.h"

namespace gw::ui {

std::vector<int> ExecutionView::entriesOf(std::string_view state) const
{
    std::vector<int> found;
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (entries[i].state == state)
            found.push_back(static_cast<int>(i));
    return found;
}

int ExecutionView::failedEntry() const
{
    for (std::size_t i = entries.size(); i > 0; --i)
        if (entries[i - 1].status == StateEntry::Status::Failed && status != "SUCCEEDED")
            return static_cast<int>(i - 1);
    return -1;
}

std::map<std::string, StateLight> lightsOf(const ExecutionView& view)
{
    std::map<std::string, StateLight> lights;
    for (const StateEntry& entry : view.entries) {
        StateLight& light = lights[entry.state];
        const bool isWorse = entry.status == StateEntry::Status::Failed || entry.status == StateEntry::Status::Running;
        const bool wasWorse = light.entries > 0 && (light.status == StateEntry::Status::Failed ||
                                                    light.status == StateEntry::Status::Running);
        if (isWorse || !wasWorse)
            light.status = entry.status;
        ++light.entries;
        light.retries += entry.attempts - 1;
        light.seconds = entry.left > 0 ? entry.left - entry.entered : 0;
        if (!entry.error.empty())
            light.error = entry.error;
    }
    return lights;
}

} // namespace gw::ui
