// What a rule of a web ACL looks at, as a choice and a line of text (reference 1.36):
//   Addresses  192.0.2.0/24, 2001:db8::/32
//   Rate       2000 in 300            requests of one address, in seconds
//   Header     user-agent CONTAINS bot
//   Size       BODY > 8192            bytes
#pragma once

#include "core/api/web_acl.h"

#include <QStringList>

namespace gw::ui {

using AclMatch = decltype(WebAclRule::match);

[[nodiscard]] QStringList aclMatchKinds(); // in the order of the variant
[[nodiscard]] QString aclMatchKind(const AclMatch& match);
// A match of this kind to begin with; what it says already when it is of the kind.
[[nodiscard]] AclMatch aclMatchOfKind(const QString& kind, const AclMatch& now);

[[nodiscard]] QString aclConditionText(const AclMatch& match);
// Reads a condition of the kind `match` is of. What is wrong in words, or nothing.
[[nodiscard]] QString readAclCondition(const QString& text, AclMatch& match);

} // namespace gw::ui
