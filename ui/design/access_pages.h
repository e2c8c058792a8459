// AccessPages: the centre of the design page for who may call, how often and from where: authorizers, API keys, usage
// plans, identities, custom domain names, client certificates, web ACLs and user pools, the lists of each, and the
// local issuer.
#pragma once

#include "ui/models/api_tree.h"
#include "ui/theme/theme.h"
#include "ui/widgets/on_demand.h"
#include "ui/widgets/page_stack.h"

namespace gw::ui {

class ApiKeyPage;
class AuthorizerPage;
class ClientCertificatePage;
class DomainNamePage;
class ElementPage;
class ElementsView;
class GatewaySession;
class IdentityPage;
class LocalIssuerPage;
class UsagePlanPage;
class UserPoolPage;
class WebAclPage;
class Workspace;

class AccessPages final : public PageStack
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
    // Makes a page, which scrolls on its own.
    template <typename Page, typename... Parts>
    std::function<Page*()> making(Parts&... parts);
    ElementsView* makeList(GatewaySession& gateway);
    UserPoolPage* makePool();
    void bring(ElementPage* page);

    Workspace& m_workspace;
    const Theme& m_theme;
    OnDemand<ElementsView> m_list;
    OnDemand<AuthorizerPage> m_authorizer;
    OnDemand<ApiKeyPage> m_key;
    OnDemand<UsagePlanPage> m_plan;
    OnDemand<IdentityPage> m_identity;
    OnDemand<DomainNamePage> m_domain;
    OnDemand<ClientCertificatePage> m_certificate;
    OnDemand<WebAclPage> m_acl;
    OnDemand<UserPoolPage> m_pool;
    OnDemand<LocalIssuerPage> m_issuer;
};

} // namespace gw::ui
