// MethodAccess: who may call a method, on its Method Request card: the authorization, scopes, and whether an API key is
// asked for (reference 1.25, 1.27 and 2.7).
#pragma once

#include "ui/design/method_form.h"

namespace gw::ui {

class TableEditor;

class MethodAccess final : public QWidget
{
    Q_OBJECT

public:
    MethodAccess(const Theme& theme, ApplyProjectEdit apply, QWidget* parent = nullptr);
    void showMethod(const MethodContext& context);

signals:
    void authorizerRequested(const QString& name); // empty: the list of all

private:
    void buildScopes(const Theme& theme);
    QString choose(const QString& key);
    QString setScopes(const QString& command, const std::vector<std::string>& scopes);
    void showAuthorizer(const OpenApiDefinition& definition, const Method& method, bool isHttpApi);

    ApplyProjectEdit m_apply;
    ChoiceField* m_authorization;
    TableEditor* m_scopes = nullptr;
    CheckField* m_apiKey;
    std::vector<std::string> m_shownScopes;
    std::string m_shownAuthorizer;
    bool m_takesScopes = false;
};

} // namespace gw::ui
