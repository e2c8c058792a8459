// AuthorizerPage: an authorizer of an API: its type, what decides, where it reads the caller's identity, and who uses
// it (reference 1.25 and 2.7); at its end the lab that tries it.
#pragma once

#include "core/api/authorizer.h"
#include "ui/design/element_page.h"

#include <optional>
#include <vector>

namespace gw::ui {

class AuthorizerLab;
class GatewaySession;
class TableEditor;
class ToneLabel;
class UsesList;

class AuthorizerPage final : public ElementPage
{
    Q_OBJECT

public:
    AuthorizerPage(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showAuthorizer(ApiId api, const QString& name);

private:
    using Change = std::function<void(Authorizer&)>;

    void buildFunction();
    void buildIdentity();
    void buildTokens();
    void buildHttp();
    void refresh();
    void showFunction(const Authorizer& authorizer);
    void showSources(const Authorizer& authorizer);
    void showTokens(const Authorizer& authorizer);
    [[nodiscard]] std::optional<Authorizer> shown() const;
    [[nodiscard]] bool isHttp() const;
    QString change(const QString& command, const Change& set, const QString& field = {});
    QString rename(const std::string& name);
    QString chooseFunction(const QString& key);
    void addPool();
    TextField* addText(const QString& label, const QString& command, std::string Authorizer::*member);
    TableEditor* addTexts(const QString& label, const QString& thing, const QString& whenEmpty,
                          const QString& commandThing, std::function<std::vector<std::string>&(Authorizer&)> part);

    void useLocalIssuer();

    GatewaySession& m_gateway;
    ApiId m_api;
    QString m_shownName;
    QString m_newName; // while a rename of this page's own is made
    ToneLabel* m_faults = nullptr;
    ChoiceField* m_type = nullptr;
    ChoiceField* m_function = nullptr;
    TextField* m_uri = nullptr;
    TextField* m_credentials = nullptr;
    TextField* m_tokenSource = nullptr;
    TableEditor* m_sources = nullptr;
    TextField* m_validation = nullptr;
    TextField* m_ttl = nullptr;
    TableEditor* m_pools = nullptr;
    TextField* m_issuer = nullptr;
    TableEditor* m_audience = nullptr;
    ChoiceField* m_version = nullptr;
    CheckField* m_simple = nullptr;
    UsesList* m_uses = nullptr;
    AuthorizerLab* m_lab = nullptr;
    std::vector<QWidget*> m_restParts; // for REST APIs
    std::vector<QWidget*> m_lambdaParts;
    std::vector<QWidget*> m_poolParts;
    std::vector<QWidget*> m_jwtParts;
    std::vector<QWidget*> m_httpLambdaParts;
};

} // namespace gw::ui
