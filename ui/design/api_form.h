// ApiForm: base of the API page's tabs. A form shows an API; every change is a named edit of core/edit, applied by the
// page.
#pragma once

#include "core/api/project.h"
#include "core/result.h"
#include "ui/design/form.h"

#include <functional>

namespace gw::ui {

class GatewaySession;

using ApiEdit = std::function<Result<Project>(Project project, ApiId api)>;
// Applies an edit under a name. Edits of the same `field` that follow each other are one undo step. Gives the refusal
// in words, or nothing.
using ApplyApiEdit = std::function<QString(const QString& name, const ApiEdit& edit, const QString& field)>;

class ApiForm : public Form
{
    Q_OBJECT

public:
    ApiForm(const Theme& theme, ApplyApiEdit apply, QWidget* parent = nullptr)
        : Form(theme, parent), m_apply(std::move(apply))
    {
    }

    virtual void showApi(const Api& api) = 0;

protected:
    QString apply(const QString& name, const ApiEdit& edit, const QString& field = {})
    {
        return m_apply(name, edit, field);
    }

private:
    ApplyApiEdit m_apply;
};

class GatewayResponsesForm;

// One function a tab, each in a file of its own.
[[nodiscard]] ApiForm* makeApiOverviewForm(const Theme& theme, ApplyApiEdit apply, GatewaySession& gateway);
[[nodiscard]] ApiForm* makeApiSettingsForm(const Theme& theme, ApplyApiEdit apply);
[[nodiscard]] ApiForm* makeApiAccessForm(const Theme& theme, ApplyApiEdit apply);
[[nodiscard]] ApiForm* makeApiCorsForm(const Theme& theme, ApplyApiEdit apply);
[[nodiscard]] ApiForm* makeDocumentationForm(const Theme& theme, ApplyApiEdit apply);

} // namespace gw::ui
