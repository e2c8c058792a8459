// AwsView: the project's AWS settings: account and Region, where credentials come from, and which URL serves a service.
#pragma once

#include "core/api/project.h"
#include "ui/design/field_findings.h"
#include "ui/design/form.h"
#include "ui/design/table_editor.h"

#include <functional>

namespace gw::ui {

class Workspace;

class AwsView final : public Form
{
    Q_OBJECT

public:
    AwsView(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);
    void showSettings();

private:
    void buildAccount();
    void buildCredentials();
    void buildEndpoints();
    QString apply(const QString& name, const std::function<void(AwsSettings&)>& change, const char* rule,
                  const QString& field = {});
    TextField* addText(const QString& label, const QString& command, const char* rule,
                       std::string AwsSettings::*member);

    Workspace& m_workspace;
    FieldFindings m_findings;
    TextField* m_region = nullptr;
    TextField* m_account = nullptr;
    ChoiceField* m_credentials = nullptr;
    TextField* m_profile = nullptr;
    TableEditor* m_endpoints = nullptr;
};

} // namespace gw::ui
