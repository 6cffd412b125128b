import shutil
R='/tmp/h/scheduler/scheduler/src/main/java/dev/tryon/scheduler/topics/'
for f in ('PlannedAccess','Principals','AccessDifferences'):
    shutil.copy('/tmp/h/scheduler-jfr/acl/%s.java'%f, R)
def edit(p,*pairs):
    s=open(p).read()
    for a,b in pairs:
        assert a in s,(p,a)
        s=s.replace(a,b,1)
    open(p,'w').write(s)
edit(R+'TopicPlan.java',
('''public record TopicPlan(List<PlannedTopic> topics, List<PlannedGroup> groups) {
    public TopicPlan {
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
    }
''','''public record TopicPlan(List<PlannedTopic> topics, List<PlannedGroup> groups, List<PlannedAccess> access) {
    public TopicPlan {
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
        access = List.copyOf(access);
    }

    /** A plan in which nobody is given access. */
    TopicPlan(List<PlannedTopic> topics, List<PlannedGroup> groups) {
        this(topics, groups, List.of());
    }
'''),(''' * All topics and share groups of the system as they shall be''',''' * All topics, share groups and rights of the system as they shall be'''),
(''' * @param groups one per expert
''',''' * @param groups one per expert
 * @param access what each service may do, where brokers have an authorizer
'''))
edit(R+'Change.java',('''    /** A topic or dead-letter topic of tryon's that''','''    /** A right that a principal lacks. */
    record Grant(AclBinding binding) implements Safe {
        @Override
        public String name() {
            return binding.pattern().name();
        }

        @Override
        public String description() {
            return "allow " + binding.entry().principal() + " " + binding.entry().operation() + " on the "
                    + binding.pattern().resourceType().name().toLowerCase(Locale.ROOT)
                    + (binding.pattern().patternType() == PatternType.PREFIXED ? "s that begin so" : "");
        }
    }

    /** A right of a service's principal that the plan does not know. It is left alone: nothing is ever taken away. */
    record UnplannedAccess(AclBinding binding) implements Change {
        @Override
        public String name() {
            return binding.pattern().name();
        }

        @Override
        public String description() {
            return "not in the plan; left alone: " + binding.entry().principal() + " may "
                    + binding.entry().operation() + ". Take it away with kafka-acls.sh if nothing needs it";
        }
    }

    /** Principals are named and there is nothing that could hold them to their rights. */
    record NoAuthorizer() implements Change {
        @Override
        public String name() {
            return "access";
        }

        @Override
        public String description() {
            return "the brokers have no authorizer (authorizer.class.name), so everybody may do everything and no ACLs can be"
                    + " made; set one, or leave --principal out";
        }
    }

    /** A topic or dead-letter topic of tryon's that'''),
('import java.util.Map;\n','import java.util.Locale;\nimport java.util.Map;\nimport org.apache.kafka.common.acl.AclBinding;\nimport org.apache.kafka.common.resource.PatternType;\n'))
edit(R+'TopicProvisioner.java',
('''    public TopicProvisioner(Admin admin, TopicPlan plan, Replication replication) {
        this.admin = admin;
        this.plan = plan;
        this.replication = replication;
    }
''','''    public TopicProvisioner(Admin admin, TopicPlan plan, Replication replication) {
        this(admin, plan, replication, Principals.NONE);
    }

    /**
     * The same with ACLs.
     *
     * @throws IllegalArgumentException when a principal is named for what is no service of the plan
     */
    public TopicProvisioner(Admin admin, TopicPlan plan, Replication replication, Principals principals) {
        principals.requireServicesOf(plan);
        this.admin = admin;
        this.plan = plan;
        this.replication = replication;
        this.principals = principals;
    }
'''),
('''    private final Replication replication;
''','''    private final Replication replication;
    private final Principals principals;
'''),
('''        changes.addAll(unplanned(cluster));
''','''        changes.addAll(AccessDifferences.of(admin, plan, principals));
        changes.addAll(unplanned(cluster));
'''),
('''        List<Change.Safe> made = only(Change.Safe.class, changes);
''','''        grant(only(Change.Grant.class, changes));
        List<Change.Safe> made = only(Change.Safe.class, changes);
'''),
('''    private static <K> void awaitEach(''','''    private void grant(Collection<Change.Grant> grants) {
        admin.createAcls(grants.stream().map(Change.Grant::binding).toList())
                .values()
                .forEach((binding, made) -> AdminCalls.await(made, "making ACL " + binding));
    }

    private static <K> void awaitEach('''),
(''' * Makes a cluster's topics and share groups as planned.''',''' * Makes a cluster's topics, share groups and ACLs as planned.'''),
)
edit(R+'ClusterOptions.java',
('''    Admin admin() {''','''    @Option(
            names = "--principal",
            paramLabel = "SERVICE=TYPE:NAME",
            description = "Who a service of the plan is, such as worker=User:tryon-worker: it gets the ACLs that it needs."
                    + " Repeatable; a service that is not named gets none.")
    private Map<String, String> principals = Map.of();

    Admin admin() {'''),
('''    Replication replication() {''','''    Principals principals(TopicPlan plan) {
        try {
            Principals named = new Principals(principals);
            named.requireServicesOf(plan);
            return named;
        } catch (IllegalArgumentException e) {
            throw misuse("--principal: " + e.getMessage(), e);
        }
    }

    Replication replication() {'''))
edit(R+'TopicsCommand.java',
('''            TopicProvisioner provisioner = new TopicProvisioner(admin, plan, replication);''','''            TopicProvisioner provisioner = new TopicProvisioner(admin, plan, replication, principals);'''),
('''        Replication replication = options.replication();
''','''        Replication replication = options.replication();
        Principals principals = options.principals(plan);
'''),
('''    private static int apply(TopicProvisioner provisioner, PrintWriter out) {
        List<Change.Safe> made = provisioner.apply();
''','''    private static int apply(TopicProvisioner provisioner, PrintWriter out) {
        provisioner.plan().stream().filter(Change.NoAuthorizer.class::isInstance).forEach(change -> print(change, out));
        List<Change.Safe> made = provisioner.apply();
'''),
('''Shows and makes the topics and share groups that tryon needs. Made''','''Shows and makes the topics, share groups and ACLs that tryon needs. Made'''),
('''        description = "Shows and makes the topics and share groups that tryon needs.",''','''        description = "Shows and makes the topics, share groups and ACLs that tryon needs.",'''),
('''            "4:A change is refused because it could delete records; nothing was changed."''','''            "4:A change is refused because it could delete records, or a denial stands against it; nothing was changed."'''),
('''            "      --command-config client.properties"
''','''            "      --command-config client.properties",
            "  tryon topics apply --bootstrap-servers kafka:9093 --command-config client.properties \\\\",
            "      --principal worker=User:tryon-worker --principal scheduler=User:tryon-scheduler"
'''),
('''Change.CreateTopic
''','''Change.CreateTopic || change instanceof Change.Grant
'''))
edit(R+'PlanFile.java',
('''        Workers workerGroups) {
''','''        Workers workerGroups,
        Map<String, Rights> access) {
'''),
('''    static PlanFile builtIn() {''','''    /** Topics by their keys here; groups and transactional ids by how their names begin. */
    record Rights(
            List<String> read,
            List<String> write,
            List<String> groups,
            List<String> watchedGroups,
            List<String> transactionalIds) {
        PlannedAccess access(String service) {
            List<Right> rights = new ArrayList<>();
            read.forEach(key -> rights.add(topic(service, key, AclOperation.READ)));
            write.forEach(key -> rights.add(topic(service, key, AclOperation.WRITE)));
            groups.forEach(name -> rights.add(prefixed(ResourceType.GROUP, name, AclOperation.READ)));
            watchedGroups.forEach(name -> rights.add(prefixed(ResourceType.GROUP, name, AclOperation.DESCRIBE)));
            transactionalIds.forEach(
                    name -> rights.add(prefixed(ResourceType.TRANSACTIONAL_ID, name, AclOperation.WRITE)));
            return new PlannedAccess(service, rights);
        }

        private static Right topic(String service, String key, AclOperation operation) {
            String name = TOPICS.get(key);
            if (name == null) {
                throw new IllegalArgumentException("access." + service + ": " + key + " is no key of a topic; there are "
                        + TOPICS.keySet().stream().sorted().toList());
            }
            return name.endsWith(".")
                    ? prefixed(ResourceType.TOPIC, name, operation)
                    : new Right(ResourceType.TOPIC, name, PatternType.LITERAL, operation);
        }

        private static Right prefixed(ResourceType type, String name, AclOperation operation) {
            return new Right(type, name, PatternType.PREFIXED, operation);
        }
    }

    static PlanFile builtIn() {'''),
('''    record Lanes(''','''    private static final Map<String, String> TOPICS = Map.of(
            "requests", common(Topics.allRequests()),
            "results", Topics.RESULTS,
            "retries", Topics.RETRIES,
            "control", Topics.CONTROL,
            "campaigns", Topics.CAMPAIGNS,
            "campaign-progress", Topics.CAMPAIGN_PROGRESS,
            "claims", Topics.CLAIMS,
            "decisions", Topics.DECISIONS,
            "dead-letters",
                    common(ExpertNames.experts().stream()
                            .map(Topics::deadLetters)
                            .toList()));

    record Lanes('''),
('''        return new TopicPlan(
                topics, ExpertNames.experts().stream().map(this::group).toList());
''','''        return new TopicPlan(
                topics,
                ExpertNames.experts().stream().map(this::group).toList(),
                access.entrySet().stream()
                        .map(service -> service.getValue().access(service.getKey()))
                        .toList());
'''),
('''    private static PlannedTopic topic(String name, Size size) {''','''    /** How all the names begin, up to a dot. */
    private static String common(List<String> names) {
        String first = names.get(0);
        String prefix = names.stream()
                .map(name -> first.substring(0, common(first, name)))
                .min(Comparator.comparingInt(String::length))
                .orElse(first);
        return prefix.substring(0, prefix.lastIndexOf('.') + 1);
    }

    private static int common(String one, String other) {
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    private static PlannedTopic topic(String name, Size size) {'''),
('''import java.util.ArrayList;
import java.util.List;
''','''import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
'''),
('''import java.util.stream.Collectors;
''','''import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
'''),
('''import dev.tryon.scheduler.topics.PlannedTopic.Use;
''','''import dev.tryon.scheduler.topics.PlannedAccess.Right;
import dev.tryon.scheduler.topics.PlannedTopic.Use;
'''))
p='/tmp/h/scheduler/scheduler/src/main/resources/dev/tryon/scheduler/topics/topics.yaml'
s=open(p).read().rstrip('\n')+'''

# What each service may do, where brokers have an authorizer and --principal SERVICE=User:NAME says who it is. Topics are the
# keys of this file; requests and dead-letters are those of all experts. Groups and transactional ids begin so.
access:
  # The SDK's programs too.
  gateway:
    read: [results, claims, campaign-progress]
    write: [requests, campaigns, control, claims]
    groups: []
    watched-groups: []
    transactional-ids: []
  worker:
    read: [requests, control]
    write: [requests, results, retries]
    groups: [tryon.worker.]
    watched-groups: []
    transactional-ids: []
  scheduler:
    read: [campaigns, campaign-progress, control, results, retries]
    write: [requests, campaign-progress, results, retries]
    groups: [tryon.scheduler]
    watched-groups: [tryon.worker.]
    transactional-ids: [tryon-scheduler-]
  approval:
    read: [results]
    write: [decisions, requests]
    groups: [tryon.approval]
    watched-groups: []
    transactional-ids: []
  # Who runs tryon dlq.
  operator:
    read: [dead-letters, results, control]
    write: [requests, control]
    groups: []
    watched-groups: []
    transactional-ids: [tryon-dlq-redrive]
  # Any system that only listens.
  listener:
    read: [results, decisions]
    write: []
    groups: []
    watched-groups: []
    transactional-ids: []
'''
open(p,'w').write(s)
shutil.copy('/tmp/h/scheduler-jfr/acl/AccessIT.java','/tmp/h/scheduler/scheduler/src/test/java/dev/tryon/scheduler/topics/')
