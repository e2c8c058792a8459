// AccessPages: the centre of the design page for who may call, how often and from where: authorizers, API keys, usage
// plans, custom domain names, web ACLs and user pools, the lists of each, and the local issuer.
#pragma once

#include "ui/models/api_tree.h"
#include "ui/theme/theme.h"

#include <QStackedWidget>

namespace gw::ui {

class ApiKeyPage;
class AuthorizerPage;
class DomainNamePage;
class ElementPage;
class ElementsView;
class GatewaySession;
class LocalIssuerPage;
class UsagePlanPage;
class UserPoolPage;
class WebAclPage;
class Workspace;

class AccessPages final : public QStackedWidget
{
    Q_OBJECT

public:
    AccessPages(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] static bool isShownHere(TreeKind kind);
    void showItem(const TreeItem& item);

signals:
    void elementRequested(const gw::NodeRef& element);
    void authorizerRequested(const QString& name); // of the API shown
    void newElementRequested();
    void localIssuerRequested();

private:
    QWidget* place(ElementPage* page);
    template <typename Page>
    void bring(Page* page);

    ElementsView* m_list;
    AuthorizerPage* m_authorizer;
    ApiKeyPage* m_key;
    UsagePlanPage* m_plan;
    DomainNamePage* m_domain;
    WebAclPage* m_acl;
    UserPoolPage* m_pool;
    LocalIssuerPage* m_issuer;
};

} // namespace gw::ui
