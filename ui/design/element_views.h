// What the centre of the design page shows for a resource, and what its views share (APIs: api_view.h, methods:
// method_view.h, stages: stage_view.h, functions: function_view.h, backends: backend_view.h,
// their lists: elements_view.h, state machines: ui/states/state_machine_page.h).
#pragma once

#include "core/result.h"
#include "ui/design/form.h"
#include "ui/models/api_tree.h"

#include <functional>

class QPushButton;

namespace gw::ui {

class ToneLabel;
class Workspace;

class ResourceView final : public Form
{
    Q_OBJECT

public:
    ResourceView(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);
    void showResource(const TreeItem& item);

signals:
    void methodRequested(const gw::NodeRef& method);
    void newMethodRequested(const gw::ui::TreeItem& at, gw::HttpVerb verb);
    void newResourceRequested();

private:
    void enableCors();
    void refresh();
    void listMethods(const Resource* resource);
    void offerVerbs(const Resource* resource);

    Workspace& m_workspace;
    TreeItem m_item;
    ToneLabel* m_path;
    QPushButton* m_cors;
    ToneLabel* m_note;
    QWidget* m_methodsHeading;
    QWidget* m_methods;
    QWidget* m_verbs;
};

// Applies an edit and gives its refusal in words, or nothing.
[[nodiscard]] QString applyTelling(Workspace& workspace, const QString& name,
                                   const std::function<Result<Project>(Project)>& edit, const QString& mergeKey);

} // namespace gw::ui
